"""What a report says of response levels 响应等级: words, figure, section, lines in the terminal."""
