-- grain: one row per company that was removed from the Robocall Mitigation Database and another record that has something of it and
-- started within the days around the removal: a filing that was not in the copy before, or a provider whose first calls came later.
-- A lead: two companies may share an address, and a seller may have bought the other's customers.
with removals as (
    select record_id, name, frn, removed_by as removed_on from company_records where removed_by is not null
    union all
    select c.record_id, c.name, c.frn, a.action_date
    from actions as a join company_records as c on c.record_id = a.provider_id or (c.frn = a.frn and c.kind = 'filing')
    where a.kind = 'removal'
),
removed as (select record_id, any_value(name) as name, any_value(frn) as frn, min(removed_on) as removed_on from removals group by record_id),
active as (
    select provider_id, min(month) as first_month, max(month) as last_month, sum(calls) as calls from provider_months group by provider_id
),
starts as (
    select c.record_id, c.name, coalesce(c.filed_after, strptime(a.first_month || '-01', '%Y-%m-%d')::date) as started,
        c.filed_after is not null as is_filed, a.calls
    from company_records as c left join active as a on a.provider_id = c.record_id
    where c.removed_by is null
),
either as (
    select left_id as record_id, right_id as other_id, * exclude (left_id, right_id) from company_links
    union all
    select right_id, left_id, * exclude (left_id, right_id) from company_links
),
-- Campaigns of which the removed one was the source before, and the other is after.
sources as (
    select provider_id, campaign_id, list_min(months) as first_month, list_max(months) as last_month
    from provider_campaigns where len(months) > 0
),
moved as (
    select r.record_id, b.provider_id as other_id, count(distinct b.campaign_id) as campaigns
    from removed as r
    join company_records as d on d.kind = 'directory' and (d.record_id = r.record_id or d.frn = r.frn)
    join sources as a on a.provider_id = d.record_id
    join sources as b on b.campaign_id = a.campaign_id and b.provider_id <> a.provider_id and b.first_month >= a.last_month
        and b.last_month > strftime(r.removed_on, '%Y-%m')
    group by all
)
select r.record_id as removed_id, r.name as removed_name, r.removed_on, s.record_id as other_id, s.name as other_name, s.started, s.is_filed,
    datediff('day', r.removed_on, s.started) as days_after, e.relation, e.probability, e.frn_level, e.name_level, e.address_level, e.phone_level,
    e.contact_level, e.mail_level, coalesce(m.campaigns, 0) as moved_campaigns, s.calls
from removed as r
join starts as s on s.record_id <> r.record_id and abs(datediff('day', r.removed_on, s.started)) <= $phoenix_days
left join either as e on e.record_id = r.record_id and e.other_id = s.record_id
left join moved as m on m.record_id = r.record_id and m.other_id = s.record_id
where e.record_id is not null or m.record_id is not null
order by e.probability desc nulls last, moved_campaigns desc, removed_id, other_id
