"""The lines of a version: what a grid, a paste, a kept solution change.

All that can be is written, the rest is told.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from arpent.deals.public import DealPermission
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
    """What became of a batch. ``refusals``: by key, why something of a line was not written, ``fields``: which of its
    fields
    (all of the change when the key is absent); ``conflicts``: the keys that somebody else changed; ``voided``: an
    agreement fell.
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
    """Write changes of lines, each field alone: what cannot be is told by its line's key and keeps nothing else out.

    A field that somebody else changed meanwhile is refused, unless both say the same. Raise DomainError when the
    version is no longer open.
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
            version.save(update_fields=["edition"])
            op.describe(version.label)
            saved.offer = price_version(version, batch.lines)
            saved.voided = recalculate_version(version=version, by=by, lines=batch.lines, offer=saved.offer)
        else:
            op.delete()
        return saved
