"""The import wizard: reading files, column mapping, preview, run, undo."""
