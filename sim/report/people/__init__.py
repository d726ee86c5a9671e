"""What a report tells of warnings and people at risk 预警与群众转移."""
