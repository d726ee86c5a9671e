"""What a review 复盘 shows: the worst incidents in a table, the story of one in words, figures."""
