"""Records the legal case of a sale below cost, before the offer is sent; the approver sees it."""

import datetime as dt
from uuid import UUID

from django.utils.timezone import localdate

from arpent.database.lengths import checked_text
from arpent.deals.permissions import DealPermission
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, ValidationErrors
from arpent.kernel.merging import Seen, changed_since
from arpent.people.public import User, require_permission

from ...actions.totals import recalculate_version
from ...models import OfferVersion
from ...queries.calculation import calculate_quote, sold_references
from ...queries.versions import get_version
from ...rules.lifecycle import check_open
from ..rules.decisions import legal_case_refusals


def set_legal_case(
    *, by: User, at: dt.datetime, offer_id: UUID, case: str, reason: str, seen: Seen = None
) -> OfferVersion:
    """Record the case of C. com. L442-5 under which the open version sells lines below cost, and the reason.

    ``case``: code of ``approval.rules.below_cost.CASES``. Applies to the lines that are below cost now; voids the
    version's approval. Raise ValidationErrors "offers.legal_case_needed", "offers.loss_reason_needed" or
    "database.text_too_long" by field, DomainError "offers.frozen", "offers.nothing_below_cost", or
    "offers.legal_case_changed" when case or reason differ from ``seen``.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    reason = checked_text(OfferVersion, "loss_reason", reason)
    if refusals := legal_case_refusals(case, reason):
        raise ValidationErrors(refusals)
    with operation(by=by, at=at, kind="offers.below_cost") as op:
        version = get_version(offer_id=offer_id, by=by, lock=True)
        check_open(version.state)
        op.describe(version.label)
        if changed_since(seen=seen, stored={"loss_case": version.loss_case, "loss_reason": version.loss_reason}):
            raise DomainError("offers.legal_case_changed")
        figures = calculate_quote(version=version, by=by, day=localdate(at))
        if not figures.below_cost:
            raise DomainError("offers.nothing_below_cost")
        version.loss_case, version.loss_reason = case, reason
        version.loss_lines, version.loss_by, version.loss_at = (
            sold_references(figures.lines, figures.below_cost),
            by,
            at,
        )
        version.revision += 1
        version.save()
        recalculate_version(version=version, by=by, lines=figures.lines, offer=figures.offer)
    return version
