-- What a normalised number is, by the numbering tables in force. Reasons of unusable numbers pass through.
create or replace macro number_kind(number, reason, npa_assigned, npa_service, npa_country, exchange_in_service) as case
    when number is null then reason
    when not starts_with(number, '+1') then 'international'
    when npa_assigned is null or not npa_assigned then 'unassigned_area_code'
    when npa_service = 'Toll-Free' then 'toll_free'
    when npa_service = 'Premium Services' then 'premium'
    when npa_service is not null and npa_country is distinct from 'CANADA' then 'non_geographic'
    when npa_country is distinct from 'US' then 'foreign_nanp'
    when exchange_in_service is null then 'unassigned_exchange'
    else 'us'
end;
