select complaint_id, calling_number from raw.complaints
where (calling_number is null) = (calling_reason is null)
    or (calling_number is not null and not regexp_full_match(calling_number, '\+[1-9]\d{6,14}'))
