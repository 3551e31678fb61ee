"""Seals of the audit trail: a hash chain over salted digests of its entries, and the redactions of entries (ADR
0026).
"""

from django.db import models

from arpent.kernel.ids import new_id


class Seal(models.Model):
    """One link of the chain. A redacted entry is sealed again; the salts of its former seals are erased.

    Without its salt a digest tells nothing about the payload it was made from, yet the chain over digests still
    verifies.
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
    """One lawful redaction of audit entries. Its own insertion is an audit entry, sealed like any other.

    ``columns``: {table: {column: number of entries}}. Holds no personal data.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    operation_id = models.CharField(max_length=32, null=True)
    reason = models.CharField(max_length=60)
    entries = models.PositiveIntegerField()
    columns = models.JSONField(default=dict)


class Redacting(models.Model):
    """The redaction that the running transaction carries out (SQLite only): at most one row, never seen outside it."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    redaction_id = models.CharField(max_length=32)


class SealingState(models.Model):
    """How far every entry is known to be sealed (PostgreSQL only, where entries become visible out of order).

    Each entry up to ``settled_id`` is sealed or was rolled back. The same will hold for ``pending_id`` once every
    transaction older than ``pending_xid`` has ended.
    """

    id = models.PositiveSmallIntegerField(primary_key=True)
    settled_id = models.BigIntegerField(default=0)
    pending_id = models.BigIntegerField(default=0)
    pending_xid = models.BigIntegerField(default=0)
