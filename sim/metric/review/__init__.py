"""The minute-by-minute review 复盘: what happened because of what, and where time was lost."""
