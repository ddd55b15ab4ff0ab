-- grain: one row per call record that stands for no call of its own: another attempt or leg, a leg to a recorder
select l.*, h.fate
from readable_legs as l
join hidden_legs as h on h.row_id = l.leg_id and h.fate in ('attempt', 'no_call')
