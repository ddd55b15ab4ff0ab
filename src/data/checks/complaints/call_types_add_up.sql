select state, month from state_month_counts where complaints <> robocalls + live_calls + type_unknown
