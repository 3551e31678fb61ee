"""Personal data: erasure, access export, retention, and recognition of erased persons."""
