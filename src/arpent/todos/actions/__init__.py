"""Writes of tasks."""

from .todos import FIELDS, delete_todo, finish_todo, postpone_todo, save_todo

__all__ = ["FIELDS", "delete_todo", "finish_todo", "postpone_todo", "save_todo"]
