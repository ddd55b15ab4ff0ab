select complaint_id, calling_number, calling_kind from complaints
where calling_kind is null
    or (calling_number is not null and not regexp_full_match(calling_number, '\+[1-9]\d{6,14}'))
