select provider_id, count(*) as times from providers group by provider_id having count(*) > 1
