"""What is written: candidate solutions."""
