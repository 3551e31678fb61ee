"""Pages and panels of tasks."""
