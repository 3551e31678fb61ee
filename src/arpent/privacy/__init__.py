"""Personal data: erasure, access export, retention, and the list of those who asked not to be known."""
