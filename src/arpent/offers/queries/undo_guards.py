"""Undo guards: rows of sent versions cannot be undone."""

from typing import Any
from uuid import UUID

from ..models import Approval, OfferEvent, OfferLine, OfferVersion, Signature
from ..rules.lifecycle import OUT

STATES = [s.value for s in OUT]
# Sent versions and actions of the customer are never undone. Users create a new version, revoke a link,
# answers.
IRREVERSIBLE_KINDS = (
    "offers.sent",
    "offers.mailed",
    "offers.opened",
    "offers.question",
    "offers.answer",
    "offers.signed",
    "offers.refused_by_customer",
    "offers.order",
)
Lost = dict[str, dict[str, Any]]


def _all(model: Any) -> Any:
    return model.objects.unscoped("an undo must know what has left, whoever owns it")


def frozen_lines(ids: list[str], lost: Lost, kind: str) -> set[str]:
    """Return the ids (hexadecimal) of the lines among ``ids`` whose version was sent; deleted lines by their former
    values.
    """
    existing = _all(OfferLine).filter(pk__in=[UUID(i) for i in ids], version__state__in=STATES)
    locked = {pk.hex for pk in existing.values_list("pk", flat=True)}
    versions = {_plain(row) for row in lost.values()} - {""}
    out = _all(OfferVersion).filter(pk__in=[UUID(v) for v in versions], state__in=STATES)
    left = {pk.hex for pk in out.values_list("pk", flat=True)}
    return locked | {r for r, row in lost.items() if _plain(row) in left}


def frozen_versions(ids: list[str], lost: Lost, kind: str) -> set[str]:
    """Return the ids (hexadecimal) of the versions among ``ids`` that were sent.

    An outcome may be corrected, unless the customer recorded it.
    """
    rows = _all(OfferVersion).filter(pk__in=[UUID(i) for i in ids], state__in=STATES)
    locked = {pk.hex for pk in rows.values_list("pk", flat=True)}
    if kind != "offers.outcome":
        return locked
    pks = [UUID(i) for i in locked]
    signed = _all(Signature).filter(version__in=pks).values_list("version_id", flat=True)
    refused = _all(OfferEvent).filter(version__in=pks, kind="refused").values_list("version_id", flat=True)
    return {pk.hex for pk in (*signed, *refused)}


def frozen_approvals(ids: list[str], lost: Lost, kind: str) -> set[str]:
    """Return the ids (hexadecimal) of the approvals among ``ids`` whose version was sent."""
    rows = _all(Approval).filter(pk__in=[UUID(i) for i in ids], version__state__in=STATES)
    return {pk.hex for pk in rows.values_list("pk", flat=True)}


def _plain(row: dict[str, Any]) -> str:
    return str(row.get("version_id", "")).replace("-", "")
