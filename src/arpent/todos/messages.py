"""Texts of todos: errors, and labels of the history and of permissions."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "todos.title_needed": _("Dites ce qu’il y a à faire."),
    "todos.wrong_repetition": _("Choisissez une répétition de la liste."),
    "todos.postponed_to_past": _("Choisissez aujourd’hui ou un jour à venir."),
    "todos.is_done": _("Cette tâche est déjà faite."),
}

KINDS = {
    "todos.write": _("Tâche écrite"),
    "todos.change": _("Tâche modifiée"),
    "todos.finish": _("Tâche faite"),
    "todos.postpone": _("Tâche reportée"),
    "todos.delete": _("Tâche supprimée"),
}

PERMISSIONS = {
    "edit_todos": _("écrire et faire des tâches"),
}
