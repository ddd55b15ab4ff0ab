-- grain: one row per call record that a newer load replaced
select l.*, b.load_id as superseded_by
from readable_legs as l
join hidden_legs as h on h.row_id = l.leg_id and h.fate = 'superseded'
left join loads as b on b.load_no = h.by_load_no
