"""The operation: the unit of audit, undo and history. One command of one person is one operation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.database.lengths import fitted
from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..permissions import HistoryPermission

# Tables that track the progress of operations: excluded from undo and from the counts of changes.
PROGRESS_TABLES = {"history_operation", "history_redaction"}


class OperationQuerySet(ScopedQuerySet["Operation"]):
    """Operations, visible by person within the scope of the permission."""

    owner_paths = ("person",)
    permission = HistoryPermission.UNDO


class Operation(models.Model):
    """One command of a person: kind, label, person, time. The records it changed are in its audit entries."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    label = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    undone_by = models.OneToOneField("self", models.SET_NULL, null=True, related_name="undoes")
    skipped = models.JSONField(default=list)  # records an undo left unchanged: {table, id, label, reason}
    running = models.BooleanField(default=False)  # still in progress: cannot be undone yet

    objects = OperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Opération")
        verbose_name_plural = _("Opérations de l’historique")
        indexes = [models.Index(fields=["person", "-at"]), models.Index(fields=["-at"])]

    is_described = False  # by ``describe``, and not yet saved

    def describe(self, label: str) -> None:
        """Name what the operation is about, cut to the column's length; saved once, when the operation ends."""
        self.label, self.is_described = fitted(Operation, "label", label), True

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
