"""Template filters of notifications."""
