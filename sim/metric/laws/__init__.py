"""Laws of conservation, causality and geography, each told from the log alone."""
