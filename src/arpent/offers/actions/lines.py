"""Saves edits of quote lines from the grid, pasted rows or a solution. Valid fields are saved; refused ones are
returned.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from arpent.deals.permissions import DealPermission
from arpent.history.public import operation
from arpent.kernel.errors import DomainError
from arpent.people.public import User, require_permission
from arpent.pricing.public import PricedOffer

from ..models import OfferLine, OfferVersion
from ..queries.pricing import price_version
from ..queries.versions import get_version, list_lines
from ..rules.edits import Edit
from ..rules.lifecycle import check_open
from .line_batch import LineBatch
from .totals import recalculate_version


@dataclass
class SaveResult:
    """Result of a batch of edits.

    ``refusals``: error by line key. ``fields``: the refused fields by line key (without a key: the whole edit).
    ``conflicts``: keys of lines with a field changed by somebody else. ``voided``: an approval was voided. ``offer``:
    the priced lines after the batch; it and ``operation_id`` concern nothing when no line changed.
    """

    version: OfferVersion
    lines: list[OfferLine]
    refusals: dict[str, DomainError] = field(default_factory=dict)
    fields: dict[str, list[str]] = field(default_factory=dict)
    conflicts: set[str] = field(default_factory=set)
    voided: bool = False
    operation_id: UUID | None = None
    offer: PricedOffer | None = None  # the lines as they are now, priced


def save_lines(*, by: User, at: dt.datetime, offer_id: UUID, edits: Sequence[Edit]) -> SaveResult:
    """Save edits of lines field by field; refused fields are returned by line key and do not block the others.

    A field that somebody else changed meanwhile is refused unless both values are equal. Raise DomainError
    "offers.frozen" for a sent version, "offers.total_too_large" when the totals exceed their columns, NotFound for an
    invisible offer.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="offers.lines") as op:
        version = get_version(offer_id=offer_id, by=by, lock=True)
        check_open(version.state)
        batch = LineBatch(version, list_lines(version=version, by=by), by)
        batch.load_products(edits)
        for edit in edits:
            batch.apply(edit)
        batch.price_lines()
        saved = SaveResult(version, batch.lines, batch.refusals, batch.fields, batch.conflicts, operation_id=op.pk)
        if batch.save():
            version.save(update_fields=["revision"])
            op.describe(version.label)
            saved.offer = price_version(version, batch.lines)
            saved.voided = recalculate_version(version=version, by=by, lines=batch.lines, offer=saved.offer)
        else:
            op.delete()
        return saved
