"""The import of a commercial file: receive, map, check, run, resume."""
