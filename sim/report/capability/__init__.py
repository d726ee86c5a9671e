"""The part of a report on capabilities that incidents needed 专业能力."""
