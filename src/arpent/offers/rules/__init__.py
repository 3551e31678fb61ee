"""What decides, without a database: how far a solution fits, which is best at what."""
