"""The section on rivers upstream 流域联防联控."""
