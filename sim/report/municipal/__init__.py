"""Aid from above, flights and dispatch centres in the report and on the terminal."""
