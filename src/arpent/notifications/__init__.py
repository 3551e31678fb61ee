"""Notifications: items with a title and a due day."""
