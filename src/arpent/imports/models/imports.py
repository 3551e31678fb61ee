"""Imports: file, detected table, rejected rows."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet


class ImportFileQuerySet(ScopedQuerySet["ImportFile"]):
    """Imports, visible to the person who uploaded them only."""

    def visible_to(self, person: Any) -> Self:
        """Return the person's own imports, whatever the role: a file may contain more than its reader may see."""
        return self._marked("own").filter(owner=person)


class ImportFile(models.Model):
    """An uploaded file in the import wizard."""

    class State(models.TextChoices):
        """Progress of an import."""

        UPLOADED = "uploaded"
        CHECKED = "checked"
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"
        FAILED = "failed"
        UNDONE = "undone"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, default="companies")  # code of an importer
    name = models.CharField(_("Fichier"), max_length=200)
    stored_as = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField()
    state = models.CharField(_("État"), max_length=10, choices=State, default=State.UPLOADED)
    table = models.JSONField(default=dict)  # kind, encoding, delimiter, sheet, header_row, columns, rows
    mapping = models.JSONField(default=dict)  # column index (text) -> field
    options = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    operation = models.ForeignKey("history.Operation", models.SET_NULL, null=True, related_name="+")

    objects = ImportFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("Import")
        verbose_name_plural = _("Fichiers importés")
        indexes = [models.Index(fields=["owner", "-created_at"], name="import_owner")]


class ImportRowQuerySet(ScopedQuerySet["ImportRow"]):
    """Rejected rows, visible through the owner of their import."""

    owner_paths = ("file__owner",)


class ImportRow(models.Model):
    """A rejected row: its number in the file, the codes of its problems, its cells."""

    id: Any = models.BigAutoField(primary_key=True)
    file = models.ForeignKey("imports.ImportFile", models.CASCADE, related_name="rejected")
    row = models.PositiveIntegerField()
    reasons = models.JSONField()
    cells = models.JSONField()

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ligne refusée à l’import")
        verbose_name_plural = _("Lignes refusées à l’import")
        constraints = [models.UniqueConstraint(fields=["file", "row"], name="import_row_once")]
