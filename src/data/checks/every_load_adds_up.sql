select load_id, rows_read, rows_loaded, rows_duplicate, rows_rejected
from loads where rows_read <> rows_loaded + rows_duplicate + rows_rejected
