-- grain: one row per called state and provider where calls end ('' where no record shows it): called exchanges, seen or not.
-- An exchange is that of the provider at which most of its calls ended; of one to which most were handed on unseen,
-- nobody's. Those that no call was seen to are estimated from those that few were (Chao 1984, bias-corrected).
with ends as (
    select called_npa_nxx as npa_nxx, case when is_terminated then last_provider else '' end as provider_id, count(*) as calls
    from month_calls where called_npa_nxx is not null group by all
),
main as (
    select npa_nxx, provider_id, sum(calls) over (partition by npa_nxx) as calls from ends
    qualify row_number() over (partition by npa_nxx order by calls desc, provider_id) = 1
),
states as (
    select called_npa_nxx as npa_nxx, min(called_state) as state from month_calls where called_state is not null group by 1
),
seen as (
    select s.state, m.provider_id, count(*) as seen, count(*) filter (where m.calls = 1) as once,
        count(*) filter (where m.calls = 2) as twice
    from states as s join main as m on m.npa_nxx = s.npa_nxx
    group by s.state, m.provider_id
)
select state, provider_id, round(seen + once * (once - 1) / (2 * (twice + 1)))::bigint as exchanges
from seen
