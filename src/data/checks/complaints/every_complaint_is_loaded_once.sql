select complaint_id, count(*) as times from complaints group by complaint_id having count(*) > 1
