-- grain: one row per record of a company: each filing of the Robocall Mitigation Database as the newest copy that has it says, also
-- one that later copies lack, and each entry of the directories loaded. `removed_by`: day of the copy that lacks it.
with copies as (
    select load_no, load_id, coalesce(file_date, last_at::date) as day, load_order from loads where format = 'fcc-rmd'
),
filings as (
    select f.*, c.load_id
    from raw.rmd_filings as f join copies as c on c.load_no = f.load_no
    qualify row_number() over (partition by f.filing_number order by c.day desc nulls last, c.load_order desc) = 1
),
ends as (
    select filing_number, max(by_day) as removed_by
    from rmd_history
    where event = 'removed' and filing_number not in (select filing_number from providers where filing_number is not null)
    group by all
),
starts as (select filing_number, max(after_day) as filed_after from rmd_history where event in ('filed', 'refiled') group by all)
select f.filing_number as record_id, 'filing' as kind, f.name, f.frn, null::varchar as ocn,
    listed_frns(f.other_frns) as other_frns,
    list_concat(listed_parts(f.other_names), listed_parts(f.previous_names)) as other_names,
    f.address, f.contact_name, contact_phone(f.contact_email_or_phone) as phone, mail_domain(f.contact_email_or_phone) as mail,
    f.load_id, e.removed_by, s.filed_after, f.last_updated
from filings as f
left join ends as e on e.filing_number = f.filing_number
left join starts as s on s.filing_number = f.filing_number
union all
select provider_id, 'directory', name, frn, ocn, []::varchar[], listed_parts(previous_names), null, null, null, mail_domain(contact_email),
    load_id, null, null, null
from provider_directory
where not is_simulated
