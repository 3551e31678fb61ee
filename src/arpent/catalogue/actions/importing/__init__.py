"""Products through the one import wizard."""
