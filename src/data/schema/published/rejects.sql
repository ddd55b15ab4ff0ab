create table published.rejects (
    load_id varchar,
    line bigint,
    reason varchar,
    raw varchar
);
comment on table published.rejects is 'One row per unusable row.';
comment on column published.rejects.load_id is 'load';
comment on column published.rejects.line is 'physical line where the row starts, 1 is the file''s first; row number for Parquet';
comment on column published.rejects.reason is 'code, such as `too_few_columns` or `bad_created_date`';
comment on column published.rejects.raw is 'the row as written in the file (at most 64 KiB); called numbers are masked';
