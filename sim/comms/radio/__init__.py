"""Radio 无线通信: how much of a signal the terrain takes, computed before a run and read by it."""
