"""Mutual aid in the report and on the terminal."""
