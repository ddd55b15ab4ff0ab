-- grain: one row per record whose upstream is believed, of the open pairs of a stage. Accept a pair when each is the
-- other's cheapest candidate and no rival is within the ambiguity margin: a wrong hop accuses the wrong company.
create or replace temp table best_matches as
with ranked as (
    select *, class in ('retry', 'abandoned_bridge') as is_attempt,
        row_number() over (partition by down order by cost, up, class) as place_down,
        row_number() over (partition by up order by class in ('retry', 'abandoned_bridge'), cost, down) as place_up,
        lead(cost) over (partition by down order by cost, up, class) as next_down,
        lead(up) over (partition by down order by cost, up, class) as next_up_leg,
        lead(cost) over (partition by up order by class in ('retry', 'abandoned_bridge'), cost, down) as next_up,
        lead(class) over (partition by up order by class in ('retry', 'abandoned_bridge'), cost, down) as next_up_class
    from open_pairs
)
select down, up, class, cost,
    coalesce(next_down - cost < $ambiguity_margin_s and next_up_leg <> up, false)
        or (not is_attempt and next_up_class not in ('retry', 'abandoned_bridge')
            and coalesce(next_up - cost < $ambiguity_margin_s, false)) as is_ambiguous,
    next_down - cost as margin_s
from ranked
where place_down = 1 and (place_up = 1 or is_attempt);
