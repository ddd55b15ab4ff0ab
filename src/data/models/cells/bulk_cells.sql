-- grain: one row per cell that may be bulk calling: with calls enough, and neither conversations nor many calls to few
select * from month_cells
where calls >= $least_cell_calls and called >= $many_to_one_share * calls
    and not (measured >= $conversation_least and durations[6] >= $conversation_share * measured)
