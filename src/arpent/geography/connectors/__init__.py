"""Clients of outside services, tested against recorded responses."""
