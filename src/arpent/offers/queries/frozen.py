"""Which lines and versions no undo touches any more: those of a version that has left."""

from typing import Any
from uuid import UUID

from ..models import OfferLine, OfferVersion
from ..rules.lifecycle import OUT

STATES = [s.value for s in OUT]
WHY = "an undo must know what has left, whoever owns it"


def frozen_lines(ids: list[str], lost: dict[str, dict[str, Any]]) -> set[str]:
    """Return the lines among ``ids`` whose version has left; those that are gone are known by their former values."""
    here = OfferLine.objects.unscoped(WHY).filter(pk__in=[UUID(i) for i in ids], version__state__in=STATES)
    found = {pk.hex for pk in here.values_list("pk", flat=True)}
    versions = {str(row.get("version_id", "")).replace("-", "") for row in lost.values()} - {""}
    out = OfferVersion.objects.unscoped(WHY).filter(pk__in=[UUID(v) for v in versions], state__in=STATES)
    left = {pk.hex for pk in out.values_list("pk", flat=True)}
    return found | {r for r, row in lost.items() if str(row.get("version_id", "")).replace("-", "") in left}
