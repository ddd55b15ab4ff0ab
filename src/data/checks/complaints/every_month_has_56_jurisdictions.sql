select month, count(*) as jurisdictions from state_month_counts group by month having count(*) <> 56
