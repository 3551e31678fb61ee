"""What other domains may use of todos."""

from .actions import finish_todo, save_todo

__all__ = ["finish_todo", "save_todo"]
