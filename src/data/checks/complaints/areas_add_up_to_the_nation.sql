select u.month, u.split, u.part, u.complaints, coalesce(sum(c.complaints), 0) as by_area
from complaint_cells as u
left join complaint_cells as c on c.month = u.month and c.split = u.split and c.part = u.part and c.area <> 'US'
where u.area = 'US' and u.split not in ('week_hour', 'number_kind')
group by all
having coalesce(sum(c.complaints), 0) <> u.complaints
