"""What a report tells of casualties 伤员 and of relief supplies 救灾物资."""
