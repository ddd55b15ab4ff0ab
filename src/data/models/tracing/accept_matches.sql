-- Takes the unambiguous matches of a round into the links, and what they settle out of the open pairs.
insert into accepted_links select down, up, class from best_matches where not is_ambiguous;
insert into best_links select down, up, class, margin_s from best_matches where not is_ambiguous;
create or replace temp table open_pairs as
select s.*
from open_pairs as s
anti join best_links as taken on taken.down = s.down
left join (
    select distinct up from best_matches where not is_ambiguous and class not in ('retry', 'abandoned_bridge')
) as used on used.up = s.up
where s.class in ('retry', 'abandoned_bridge') or used.up is null;
