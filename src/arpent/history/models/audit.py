"""The audit trail, written by database triggers so that raw SQL is audited too (``triggers.py``).

Every write to an audited table creates one entry: table, record, before and after as JSON, and the person and the
operation of the transaction. The actor is passed to the triggers in a one-row table that the transaction fills and
clears (SQLite, which has one writer at a time) or in a transaction-local setting (PostgreSQL).
"""

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

# Tables without trail, each with its reason; declared by the domains' manifests.
UNAUDITED: dict[str, str] = {}
# Tables that are computed from others.
DERIVED_TABLES: set[str] = set()

# Tables of libraries with data about people's access.
AUDITED_LIBRARY_TABLES = ("account_emailaddress", "mfa_authenticator")

# Columns whose values are never recorded. A change is recorded as ``{"password": "changed"}`` in the entry's after.
SECRET_COLUMNS = {"people_user": ("password",), "mfa_authenticator": ("data",)}
SECRET_CHANGED = "changed"


class AuditEntry(models.Model):
    """One write to one row.

    ``before`` and ``after``: the row as JSON text, None for an insertion or a deletion; ``record_id``, ``person_id``
    and ``operation_id``: UUIDs in hex.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    table = models.CharField(max_length=60)
    record_id = models.CharField(max_length=40)
    action = models.CharField(max_length=1)  # I, U or D
    before = models.TextField(null=True)
    after = models.TextField(null=True)
    person_id = models.CharField(max_length=36, null=True)
    operation_id = models.CharField(max_length=36, null=True)
    redaction_id = models.CharField(max_length=32, null=True)  # the last redaction of before and after

    class Meta:
        verbose_name = _("Entrée de la piste d’audit")
        verbose_name_plural = _("Piste d’audit")
        indexes = [
            models.Index(fields=["record_id", "id"], name="audit_record"),
            models.Index(fields=["operation_id", "table"], name="audit_operation"),
        ]


class AuditContext(models.Model):
    """The actor of the current transaction (SQLite only): at most one row, never visible outside it."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    person_id = models.CharField(max_length=36, null=True)
    operation_id = models.CharField(max_length=36, null=True)
    at = models.CharField(max_length=32, null=True)


def audited_models() -> list[type[models.Model]]:
    """Return the models whose writes are audited."""
    return [
        m
        for m in apps.get_models(include_auto_created=True)
        if (m.__module__.startswith("arpent.") and m._meta.db_table not in UNAUDITED)
        or m._meta.db_table in AUDITED_LIBRARY_TABLES
    ]
