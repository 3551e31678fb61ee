"""Tasks: something to do by a day, for a person, about a customer or a record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from .permissions import TodosPermission
from .rules.repetition import Repetition


class TodoQuerySet(ScopedQuerySet["Todo"]):
    """Tasks, visible to who has to do them, to who wrote them, and to who manages one of the two."""

    owner_paths = ("assignee", "created_by")
    permission = TodosPermission.EDIT


class Todo(models.Model):
    """A task of a person.

    ``due_time``: local time, None for a day without hour. ``record_type``, ``record_id``: a record of a higher domain
    (kernel's ``RecordLink``), "" and None without one. ``repeat_from``: first day of a series, None for a task that is
    not repeated.
    """

    REPETITIONS = (
        (Repetition.NONE.value, _("une seule fois")),
        (Repetition.DAILY.value, _("chaque jour ouvré")),
        (Repetition.WEEKLY.value, _("chaque semaine")),
        (Repetition.MONTHLY.value, _("chaque mois")),
        (Repetition.YEARLY.value, _("chaque année")),
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(_("Tâche"), max_length=200)
    note = models.TextField(_("Note"), blank=True)
    due_on = models.DateField(_("Échéance"))
    due_time = models.TimeField(_("Heure"), null=True, blank=True)
    repeat = models.CharField(
        _("Répétition"), max_length=8, choices=REPETITIONS, default=Repetition.NONE.value, blank=True
    )
    repeat_from = models.DateField(null=True)
    assignee = models.ForeignKey("people.User", models.CASCADE, related_name="+", verbose_name=_("Pour"))
    created_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("Demandée par")
    )
    company = models.ForeignKey("clients.Company", models.SET_NULL, null=True, related_name="+")
    contact = models.ForeignKey("clients.Contact", models.SET_NULL, null=True, related_name="+")
    record_type = models.CharField(max_length=20, blank=True)
    record_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(_("Écrite le"))
    done_at = models.DateTimeField(_("Faite le"), null=True)
    done_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("Faite par")
    )

    objects = TodoQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tâche")
        verbose_name_plural = _("Tâches")
        indexes = [
            models.Index(fields=["assignee", "due_on", "id"], name="todo_assignee_due"),
            models.Index(fields=["record_type", "record_id"], name="todo_record"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        """Return whether the task is done."""
        return self.done_at is not None
