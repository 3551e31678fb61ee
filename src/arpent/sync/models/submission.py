"""Submissions of devices: each record with all its versions as submitted."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet
from arpent.visits.permissions import VisitPermission

from ..rules.commands import COMMANDS
from ..rules.envelope import shift_moments, within_bounds
from ..rules.version_state import State

STATES = [
    (State.APPLIED.value, _("écrit")),
    (State.SUPERSEDED.value, _("plus ancien que ce qui est là")),
    (State.CONFLICT.value, _("en conflit")),
    (State.REFUSED.value, _("à corriger")),
    (State.WAITING.value, _("attend une autre saisie")),
    (State.TARGET_DELETED.value, _("sa fiche a été enlevée")),
    (State.RESOLVED.value, _("réglé")),
    (State.DROPPED.value, _("écarté")),
]


class SubmissionQuerySet(ScopedQuerySet["Submission"]):
    """Submissions, visible by person within the scope of the permission."""

    owner_paths = ("person",)
    permission = VisitPermission.REPORT_VISITS


class Submission(models.Model):
    """One record created or changed on a device.

    ``key``: its id on the device; ``record_id``: its id here, another one only when that id was already in use.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    record_id = models.UUIDField()
    label = models.CharField(max_length=200, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Saisie d’un téléphone")
        verbose_name_plural = _("Saisies des téléphones")
        constraints = [models.UniqueConstraint(fields=["person", "kind", "key"], name="submission_once")]
        indexes = [models.Index(fields=["kind", "key"], name="submission_key")]

    def __str__(self) -> str:
        return self.label or self.kind


class SubmissionVersionQuerySet(ScopedQuerySet["SubmissionVersion"]):
    """Versions, visible like their submission."""

    owner_paths = ("submission__person",)
    permission = VisitPermission.REPORT_VISITS


class SubmissionVersion(models.Model):
    """One version as submitted. ``revision``: the record's revision it created, 0 for none.
    ``sha256``: hash of the bytes submitted with it; ``stored_as``: name of the stored file, cleaned of metadata, "" for
    none; ``received_by``: who imported it, None when the device sent it; ``skew_seconds``: as in DeviceState.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey("sync.Submission", models.CASCADE, related_name="versions")
    device = models.ForeignKey("sync.Device", models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    base_revision = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=0)
    schema = models.PositiveSmallIntegerField()
    captured_at = models.DateTimeField()
    received_at = models.DateTimeField()
    skew_seconds = models.IntegerField(default=0)
    body: Any = models.JSONField()
    sha256 = models.CharField(max_length=64, blank=True)
    stored_as = models.CharField(max_length=60, blank=True)
    received_by = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    state = models.CharField(_("État"), max_length=16, choices=STATES, default=State.APPLIED.value)
    refusal = models.CharField(max_length=60, blank=True)
    facts: Any = models.JSONField(default=dict)
    resolved_at = models.DateTimeField(_("Réglé le"), null=True)
    resolved_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("Réglé par")
    )

    objects = SubmissionVersionQuerySet.as_manager()

    @property
    def corrected_body(self) -> dict[str, Any]:
        """Return the body with its moments corrected by the error of the device's clock."""
        command = COMMANDS.get(self.submission.kind) if self.skew_seconds else None
        skew = dt.timedelta(seconds=self.skew_seconds)
        corrected_body: dict[str, Any] = shift_moments(self.body, skew, command.agreed if command else ())
        return corrected_body

    @property
    def written_at(self) -> dt.datetime:
        """Return ``captured_at`` limited to moments that a time zone can be applied to."""
        return within_bounds(self.captured_at)

    class Meta:
        verbose_name = _("Version d’une saisie")
        verbose_name_plural = _("Versions de saisies des téléphones")
        ordering = ["received_at", "id"]
        indexes = [
            models.Index(fields=["submission"], name="version_submission"),
            models.Index(fields=["device", "seq"], name="version_device_seq"),
            models.Index(fields=["state", "received_at"], name="version_state"),
        ]
