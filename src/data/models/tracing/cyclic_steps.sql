-- Records that hang on each other in a cycle have no top: each stands for itself, and its path stops with 'loop'.
create or replace temp table path_steps as
select s.leg, null::bigint as up, s.provider, null::integer as next_up, null::integer as next_but_one,
    null::pair_class as class, 'loop'::stop_reason as stop_reason
from path_steps as s
where s.leg not in (select leg from leg_routes);
