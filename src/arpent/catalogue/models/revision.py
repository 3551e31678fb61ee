"""Revision of the configurator's tables: a random token that database triggers replace at every write."""

from django.db import models

from arpent.history.public import Trigger

from .family import FirmQuerySet

# Tables read for a family's model (queries/families.py).
WATCHED = ("family", "characteristic", "component", "compatibilityrule", "product")
FUNCTION = "arpent_catalogue_revision"


class Revision(models.Model):
    """One row with the token. Equal tokens: equal rows in the watched tables; no row: never written.

    Random, not a counter: a number released by a rollback would be reused for other rows.
    """

    id = models.PositiveSmallIntegerField(primary_key=True)
    token = models.CharField(max_length=36)

    objects = FirmQuerySet["Revision"].as_manager()  # type: ignore[django-manager-missing]

    def __str__(self) -> str:
        return self.token


def revision_triggers(vendor: str) -> list[Trigger]:
    """Return the triggers that replace the token, for a database vendor.

    PostgreSQL's fire at the end of the transaction, so that the row is locked last and writers do not deadlock.
    """
    triggers = []
    for name in WATCHED:
        table = f"catalogue_{name}"
        if vendor == "postgresql":
            sql = (
                f'CREATE CONSTRAINT TRIGGER audit_revision AFTER INSERT OR DELETE OR UPDATE ON "{table}" '
                f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()"
            )
            triggers.append(Trigger("audit_revision", table, sql))
            continue
        for verb in ("INSERT", "UPDATE", "DELETE"):
            # No ON CONFLICT: an INSERT OR IGNORE that fires a trigger has its own way with the conflicts inside.
            trigger = f"audit_revision_{name}_{verb[0].lower()}"
            sql = (
                f'CREATE TRIGGER "{trigger}" AFTER {verb} ON "{table}" BEGIN '
                "UPDATE catalogue_revision SET token = lower(hex(randomblob(16))) WHERE id = 1; "
                "INSERT INTO catalogue_revision (id, token) SELECT 1, lower(hex(randomblob(16))) "
                "WHERE NOT EXISTS (SELECT 1 FROM catalogue_revision); END"
            )
            triggers.append(Trigger(trigger, table, sql))
    return triggers


# Once a transaction: the token is read by others when it ends.
FUNCTIONS = {
    FUNCTION: (
        """
BEGIN
  IF current_setting('arpent.catalogue_revision', true) IS DISTINCT FROM txid_current()::text THEN
    INSERT INTO catalogue_revision (id, token) VALUES (1, gen_random_uuid()::text)
    ON CONFLICT (id) DO UPDATE SET token = excluded.token;
    PERFORM set_config('arpent.catalogue_revision', txid_current()::text, true);
  END IF;
  RETURN NULL;
END
"""
    )
}
