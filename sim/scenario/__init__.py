"""The typed scenario 想定: tables, figures with their sources, loading, checking, fingerprint."""
