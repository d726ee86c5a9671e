"""Casualties 伤员: who is hurt, who fetches them, who treats them."""
