-- grain: one row per change that two copies of the Robocall Mitigation Database show: a filing that is new (filed), says
-- something else (changed), is gone (removed) or is back after it was gone (refiled). The day of a copy is that in the name
-- of its file, unless a filing is newer, else that of its newest filing. The change came after the day of the copy before,
-- and by this one's where the file's name gives it. Filings of the first copy are no change. A copy without foreign filers,
-- or with under 80% of the filings of the one before, tells nothing of what it lacks. Of several copies of one day the
-- newest load counts.
create or replace view rmd_history as
with fields as (
    select [
        'frn', 'name', 'address', 'is_foreign', 'country', 'other_frns', 'other_names', 'previous_names', 'contact_name',
        'contact_email_or_phone', 'implementation', 'is_voice_provider', 'is_gateway', 'is_intermediate', 'last_updated',
        'last_recertified'
    ] as names
),
named as (
    select *, try_strptime(regexp_replace(regexp_extract(file_name, '20\d\d[-_]?[01]\d[-_]?[0-3]\d'), '[-_]', '', 'g'), '%Y%m%d')::date
        as name_date
    from loads
    where format = 'fcc-rmd'
),
dated as (
    select load_no, load_id, load_order, is_bundled,
        coalesce(file_date, case when name_date >= last_at::date then name_date end, last_at::date) as day
    from named
),
days as (
    select * from dated
    where day is not null
    qualify row_number() over (partition by day order by is_bundled, load_order desc) = 1
),
sizes as (
    select d.*, count(*) as filings, coalesce(bool_or(f.is_foreign), false) as has_foreign
    from days as d
    join raw.rmd_filings as f on f.load_no = d.load_no
    group by all
),
snapshots as (
    select *, row_number() over (order by day) as snapshot_no, lag(day) over (order by day) as day_before,
        coalesce(filings >= 0.8 * lag(filings) over (order by day), true) as is_whole
    from sizes
),
filings as (
    select s.snapshot_no, s.day, s.day_before, s.load_id, f.filing_number, f.frn, f.name, coalesce(f.is_foreign, false) as is_foreign,
        [
            f.frn, f.name, f.address, f.is_foreign::varchar, f.country, f.other_frns, f.other_names, f.previous_names,
            f.contact_name, f.contact_email_or_phone, f.implementation, f.is_voice_provider::varchar,
            f.is_gateway::varchar, f.is_intermediate::varchar, f.last_updated::varchar, f.last_recertified::varchar
        ] as said
    from raw.rmd_filings as f
    join snapshots as s on s.load_no = f.load_no
),
spans as (
    select *, lag(snapshot_no) over filing as seen_no, lag(said) over filing as said_before,
        lead(snapshot_no) over filing as next_no
    from filings
    window filing as (partition by filing_number order by snapshot_no)
),
-- The first later snapshot that would hold the filing if it were still there.
gaps as (
    select f.filing_number, f.snapshot_no, min(s.snapshot_no) as gone_no
    from spans as f
    join snapshots as s on s.snapshot_no > f.snapshot_no and s.snapshot_no < coalesce(f.next_no, 2147483647)
        and s.is_whole and (s.has_foreign or not f.is_foreign)
    group by all
),
appeared as (
    select f.filing_number, f.frn, f.name,
        case when f.seen_no is null then 'filed' when g.gone_no is not null then 'refiled' else 'changed' end as event,
        f.day_before as after_day, f.day as by_day, f.load_id,
        case when f.seen_no is not null then list_filter(
            list_transform(names, (field, i) -> case when f.said[i] is distinct from f.said_before[i] then field end),
            field -> field is not null
        ) end as changed
    from spans as f
    cross join fields
    left join gaps as g on g.filing_number = f.filing_number and g.snapshot_no = f.seen_no
    -- One that no earlier snapshot would have held was not filed between two.
    where f.seen_no is not null or exists (
        from snapshots as s where s.snapshot_no < f.snapshot_no and (s.has_foreign or not f.is_foreign)
    )
),
removed as (
    select f.filing_number, f.frn, f.name, 'removed', s.day_before, s.day, s.load_id, null::varchar[]
    from gaps as g
    join spans as f on f.filing_number = g.filing_number and f.snapshot_no = g.snapshot_no
    join snapshots as s on s.snapshot_no = g.gone_no
)
select * from appeared where event <> 'changed' or len(changed) > 0
union all
select * from removed;
