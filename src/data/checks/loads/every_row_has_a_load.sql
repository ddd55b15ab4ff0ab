select table_name, load_no, rows from lake_row_counts
where load_no not in (select load_no from loads)
