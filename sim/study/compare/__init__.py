"""Plans compared 方案比较: small files of changes, run on the same luck and judged in plain words."""
