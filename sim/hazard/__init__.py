"""What happens to the world from outside: calls that come, roads that are cut. No policy touches its luck."""
