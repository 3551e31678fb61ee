"""Improvements of documents: proposed on a page by readers, discussed, accepted or declined by editors.

Without the permission to see (for decisions: change) the catalogue, actions raise DomainError "people.not_allowed"; for
a text longer than its column, ValidationErrors "database.text_too_long".
"""

import datetime as dt
from uuid import UUID

from arpent.database.lengths import checked_text
from arpent.history.public import operation
from arpent.kernel.errors import DomainError
from arpent.kernel.text import excerpt
from arpent.people.public import User, require_permission

from ..models import DocumentVersion, Improvement, ImprovementComment
from ..permissions import CataloguePermission
from .families import get_row


def propose_improvement(
    *,
    by: User,
    at: dt.datetime,
    version_id: UUID,
    text: str,
    page: int = 0,
    x: float | None = None,
    y: float | None = None,
) -> Improvement:
    """Propose a change of a version. ``x``, ``y``: position on the page from 0 to 1; page 0: the whole document.

    A position outside the page is dropped. Raise DomainError "catalogue.improvement_empty" or "catalogue.no_such_page",
    NotFound when the version is not visible.
    """
    require_permission(by, CataloguePermission.SEE_CATALOGUE)
    text = checked_text(Improvement, "text", text)
    if not text:
        raise DomainError("catalogue.improvement_empty")
    with operation(by=by, at=at, kind="catalogue.improvement", label=excerpt(text)):
        version = get_row(DocumentVersion, version_id, by)
        if not 0 <= page <= max(version.pages, 0):
            raise DomainError("catalogue.no_such_page", pages=version.pages)
        placed = page and x is not None and y is not None and 0 <= x <= 1 and 0 <= y <= 1
        return Improvement.objects.create(
            version=version,
            page=page,
            x=x if placed else None,
            y=y if placed else None,
            text=text,
            proposed_by=by,
            proposed_at=at,
        )


def comment_improvement(*, by: User, at: dt.datetime, improvement_id: UUID, text: str) -> ImprovementComment:
    """Add a comment to an improvement.

    Raise DomainError "catalogue.comment_empty", NotFound when the improvement is not visible.
    """
    require_permission(by, CataloguePermission.SEE_CATALOGUE)
    text = checked_text(ImprovementComment, "text", text)
    if not text:
        raise DomainError("catalogue.comment_empty")
    with operation(by=by, at=at, kind="catalogue.comment", label=excerpt(text)):
        improvement = get_row(Improvement, improvement_id, by)
        return ImprovementComment.objects.create(improvement=improvement, text=text, person=by, at=at)


def decide_improvement(
    *, by: User, at: dt.datetime, improvement_id: UUID, accept: bool, reason: str = ""
) -> Improvement:
    """Accept an improvement for the next version, or decline it with a reason.

    Raise DomainError "catalogue.improvement_included" once a version includes it, "catalogue.decline_reason" without a
    reason to decline, NotFound when it is not visible.
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    reason = checked_text(Improvement, "reason", reason)
    with operation(by=by, at=at, kind="catalogue.decision") as op:
        improvement = get_row(Improvement, improvement_id, by)
        if improvement.state == Improvement.State.INCLUDED:
            raise DomainError("catalogue.improvement_included")
        if not accept and not reason:
            raise DomainError("catalogue.decline_reason")
        op.describe(excerpt(improvement.text))
        improvement.state = Improvement.State.ACCEPTED if accept else Improvement.State.DECLINED
        improvement.reason = reason
        improvement.save(update_fields=["state", "reason"])
    return improvement


def withdraw_improvement(*, by: User, at: dt.datetime, improvement_id: UUID) -> UUID:
    """Delete a person's own undecided proposal; return the version's id.

    Raise DomainError "catalogue.not_own_proposal" or "catalogue.improvement_decided", NotFound when it is not visible.
    """
    require_permission(by, CataloguePermission.SEE_CATALOGUE)
    with operation(by=by, at=at, kind="catalogue.withdrawn") as op:
        improvement = get_row(Improvement, improvement_id, by)
        if improvement.proposed_by_id != by.pk:
            raise DomainError("catalogue.not_own_proposal")
        if improvement.state != Improvement.State.PROPOSED:
            raise DomainError("catalogue.improvement_decided")
        op.describe(excerpt(improvement.text))
        version_id = improvement.version_id
        improvement.delete()
    return version_id  # type: ignore[no-any-return]
