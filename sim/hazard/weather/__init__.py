"""Weather, and what it does to slopes, streams, rivers and lines."""
