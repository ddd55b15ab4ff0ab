select complaint_id, count(*) as times from raw.complaints group by complaint_id having count(*) > 1
