select c.area, c.month, c.split, sum(c.complaints) as by_part, t.complaints
from complaint_cells as c
join complaint_cells as t on t.area = c.area and t.month = c.month and t.split = 'total'
group by c.area, c.month, c.split, t.complaints
having sum(c.complaints) <> t.complaints
