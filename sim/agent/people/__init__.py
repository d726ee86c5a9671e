"""People at risk 受威胁群众: who warns them, who leaves, where they go."""
