"""Decisions on tasks: what a typed line says, repetition, when a task is late."""
