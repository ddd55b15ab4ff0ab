-- grain: one row per called state and provider where calls end ('' where no record shows it): called exchanges. An exchange
-- is that of the provider at which most of its calls ended; of one to which most were handed on unseen, nobody's.
with ends as (
    select called_npa_nxx as npa_nxx, case when is_terminated then last_provider else '' end as provider_id, count(*) as calls
    from month_calls where called_npa_nxx is not null group by all
),
main as (
    select npa_nxx, provider_id from ends
    qualify row_number() over (partition by npa_nxx order by calls desc, provider_id) = 1
),
exchanges as (
    select called_npa_nxx as npa_nxx, min(called_state) as state from month_calls where called_state is not null group by 1
    union
    select npa_nxx::integer, state from stg_exchanges where is_in_service and state in (select state from jurisdictions)
)
select x.state, coalesce(m.provider_id, '') as provider_id, count(distinct x.npa_nxx) as exchanges
from exchanges as x left join main as m on m.npa_nxx = x.npa_nxx
group by all
