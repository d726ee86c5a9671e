"""What incidents need beyond engines, and who fights a wildfire 专业处置."""
