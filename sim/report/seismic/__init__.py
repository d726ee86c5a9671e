"""What a report says of earthquake early warning 地震预警."""
