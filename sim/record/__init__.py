"""What happened: the closed unions of facts and orders, the append-only log, its file and its digest."""
