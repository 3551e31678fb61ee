"""Seals of the audit trail: a hash chain over salted digests of its entries, and the redactions of entries (ADR
0026).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id


class Seal(models.Model):
    """One link of the chain. A redacted entry is sealed again; the salts of its former seals are erased.

    Without its salt, a digest reveals nothing about its payload, and the chain over the digests still verifies.
    """

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField()
    redaction_id = models.CharField(max_length=32, null=True)  # hex of the redaction after which the entry was sealed
    salt = models.BinaryField(null=True)
    digest = models.BinaryField()
    chain = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["entry_id"], name="seal_entry")]


class Redaction(models.Model):
    """One redaction of audit entries (GDPR). Its own insertion is an audit entry, sealed like any other.

    ``columns``: {table: {column: number of entries}}. Contains no personal data.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    operation_id = models.CharField(max_length=32, null=True)
    reason = models.CharField(max_length=60)
    entries = models.PositiveIntegerField()
    columns = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("Effacement dans la piste d’audit")
        verbose_name_plural = _("Effacements dans la piste d’audit")


class Redacting(models.Model):
    """The redaction executed by the current transaction (SQLite only): at most one row, never visible outside it."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    redaction_id = models.CharField(max_length=32)


class SealingState(models.Model):
    """The entry up to which sealing is complete (PostgreSQL only, where entries become visible out of order).

    Each entry up to ``sealed_id`` is sealed or was rolled back. The same is true of ``pending_id`` once every
    transaction older than ``pending_xid`` has ended.
    """

    id = models.PositiveSmallIntegerField(primary_key=True)
    sealed_id = models.BigIntegerField(default=0)
    pending_id = models.BigIntegerField(default=0)
    pending_xid = models.BigIntegerField(default=0)
