"""The clock and the random streams."""
