-- grain: one row per complaint of $month, with its filing session, in the order of the lake's rows. The month is known
-- here: the view would format it anew for every row.
select c.* replace ($month as month), coalesce(s.filing_session, c.complaint_id) as filing_session
from complaints as c
left join filing_sessions as s on s.row_id = c.row_id
where c.reported_at >= strptime($month || '-01', '%Y-%m-%d')
    and c.reported_at < strptime($month || '-01', '%Y-%m-%d') + interval 1 month
order by c.row_id
