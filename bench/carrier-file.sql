-- rows of carrier-cdr, seeded by their number alone (variable rows)
with r as (select range as i, hash(range) as h, hash(range+7777777777) as h2, hash(range*31+5) as h3 from range(getvariable('rows')::bigint)),
 t as (select *, 'P'||lpad((h%40)::varchar,3,'0') as p, timestamp '2024-03-01 06:00:00' + to_milliseconds((range_ms)::bigint) as ts from (select *, (i*(31*86400000.0/getvariable('rows'))+(h%60000))::bigint as range_ms from r))
 select p||'-'||lpad(to_hex(h2),16,'0') as call_id, p as provider_id,
   strftime(ts - interval 6 hour,'%Y-%m-%dT%H:%M:%S')||'-06:00' as start_time,
   case when h%50=0 then 'anonymous' when h%50=1 then (2000000000+h2%8000000000)::varchar else '+1'||(2+h2%8)||lpad((h2%80+12)::varchar,2,'0')||(2+h3%8)||lpad(((h3>>5)%1000000)::varchar,6,'3') end as calling_number,
   '+1'||(2+h%8)||lpad(((h>>8)%90+10)::varchar,2,'0')||(2+(h>>16)%8)||lpad(((h>>20)%1000000)::varchar,6,'0') as called_number,
   case when h2%3=0 then 0 else (h3%300) end as duration_s,
   case when h2%3=0 then 'no_answer' else 'answered' end as disposition,
   case when h2%3=0 then 480 else 200 end as sip_code,
   case when h3%4>0 then 'P'||lpad((h3%40)::varchar,3,'0') end as ingress_provider_id,
   case when h3%4>0 then 'tg'||(h3%7) end as ingress_trunk,
   case when h3%4>0 then 'US' end as ingress_country,
   case when h3%4=0 then 'c'||(h2%5000) end as customer_id,
   case when h2%4>0 then 'P'||lpad((h2%40)::varchar,3,'0') end as egress_provider_id,
   case h%4 when 0 then 'A' when 1 then 'B' when 2 then 'C' end as attestation,
   case when h%4<3 then regexp_replace(md5(i::varchar), '(.{8})(.{4})(.{4})(.{4})(.{12})', '\1-\2-\3-\4-\5') end as origid,
   case when h%4<3 then 'P'||lpad((h2%40)::varchar,3,'0') end as signer_id
 from t
