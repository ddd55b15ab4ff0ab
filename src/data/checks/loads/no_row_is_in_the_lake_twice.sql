-- Of small tables every row; of call records, see every_record_has_one_path.
select table_name, load_no, rows, different_rows from lake_row_counts where rows <> different_rows
