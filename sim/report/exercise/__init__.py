"""What an exercise leaves behind 推演评估: its report, its figures, and the page that plays it again."""
