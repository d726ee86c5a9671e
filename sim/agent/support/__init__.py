"""Teams that support others at work: generator trucks, and those who tell that a load lacks power."""
