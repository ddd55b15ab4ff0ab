select c.state, c.month, c.complaints, sum(t.complaints) as by_topic
from state_month_counts as c
join state_month_topics as t on t.state = c.state and t.month = c.month
group by c.state, c.month, c.complaints
having sum(t.complaints) <> c.complaints
