"""Tasks and reminders of people, about customers and records."""
