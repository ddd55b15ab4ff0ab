select state, month from state_month_counts where complaints <> complaints_ftc + complaints_fcc
