"""The minute-by-minute review 复盘: what happened at each incident because of what, and where time was lost."""
