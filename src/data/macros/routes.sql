-- The part that a provider plays in a call, by its place on the route: hop 0 is the provider whose record it is, `last_no` the hop
-- farthest up. `first_known`: the path is cut there.
create or replace temp macro route_role(is_foreign, hop_no, last_no, stop_reason) as
    case when is_foreign then 'foreign'
        when hop_no = last_no and stop_reason = 'originator' then 'originating'
        when hop_no = last_no - 1 and stop_reason = 'foreign_upstream' then 'gateway'
        when hop_no = last_no then 'first_known'
        when hop_no = 0 then 'terminating' else 'intermediate' end;
