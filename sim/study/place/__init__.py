"""Where forces should stand 选址: exact location models, then the best of them raced in the simulation."""
