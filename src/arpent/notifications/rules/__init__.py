"""Decisions of notifications."""
