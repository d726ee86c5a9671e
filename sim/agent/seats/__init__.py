"""What people at posts may order by hand, and posts for seats of an exercise 席位."""
