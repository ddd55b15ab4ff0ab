-- grain: one row per load, provider id and how it is named in the month's records (as the recording provider, as the
-- upstream, or as the downstream): the records
select (leg_id >> 32)::integer as load_no, provider_id, 'provider' as named_as, count(*) as records
from month_legs group by all
union all
select (leg_id >> 32)::integer, ingress_provider_id, 'ingress', count(*)
from month_legs where ingress_provider_id is not null group by all
union all
select (leg_id >> 32)::integer, egress_provider_id, 'egress', count(*)
from month_legs where egress_provider_id is not null group by all
order by all
