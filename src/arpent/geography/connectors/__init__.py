"""Clients of external services, tested against recorded responses."""
