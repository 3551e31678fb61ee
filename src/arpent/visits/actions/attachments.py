"""Files taken at a customer's site, stored under generated names."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from arpent.clients.public import get_company_name
from arpent.database.lengths import checked_text
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.kernel.media import PictureTooLarge, UnreadablePicture, check_picture, is_picture, media_type_of
from arpent.kernel.text import excerpt
from arpent.people.public import User, get_person, require_permission
from arpent.web.uploads import erase_file

from ..models import Attachment, Visit
from ..permissions import VisitPermission
from ..queries.visits import FOLDER
from ..rules.sections import moment_of

# What a phone may send, and what each kind is served as.
MEDIA = {
    "image/jpeg": ("photo", "card", "sketch"),
    "image/png": ("photo", "card", "sketch"),
    "image/webp": ("photo", "card", "sketch"),
    "audio/webm": ("sound",),
    "audio/mp4": ("sound",),
    "audio/ogg": ("sound",),
    "audio/mpeg": ("sound",),
    "audio/wav": ("sound",),
}


def attach_file(
    *,
    file_id: UUID,
    by: User,
    at: dt.datetime,
    body: Mapping[str, Any],
    path: Path | None,
    sha256: str,
    author_id: UUID | None = None,
) -> Attachment:
    """Record a file of a visit or a company that is already stored at ``path``.
    ``body``: company, visit, kind, type (media type), caption, taken_at. A second submission under the same id changes
    caption and record only. ``sha256``: hash of the bytes as submitted, in hexadecimal.
    Raise NotFound for a company, visit or author out of reach, ValidationErrors for a caption longer than its column,
    DomainError visits.wrong_media, visits.file_missing, visits.wrong_content when the bytes are of another type,
    visits.unreadable_picture, visits.wrong_moment or people.not_allowed.
    """
    require_permission(by, VisitPermission.REPORT_VISITS)
    media, kind = str(body.get("type", "")).partition(";")[0], str(body.get("kind", ""))
    if kind not in MEDIA.get(media, ()):
        raise DomainError("visits.wrong_media", media=excerpt(media) or "?")
    if path is None or not path.is_file():
        raise DomainError("visits.file_missing")
    _check_bytes(path, media)
    visit_id, company_id = parse_id(str(body.get("visit") or "")), parse_id(str(body.get("company") or ""))
    caption = checked_text(Attachment, "caption", str(body.get("caption") or ""))
    with operation(by=by, at=at, kind="visits.file"):
        visit = Visit.objects.visible_to(by).filter(pk=visit_id).first() if visit_id else None
        if visit_id and visit is None:
            raise NotFound("visit")
        company = visit.company_id if visit else company_id
        if company is None or get_company_name(company_id=company, by=by) is None:
            raise NotFound("company")
        author = get_person(person_id=author_id or by.pk, by=by, permission=VisitPermission.REPORT_VISITS)
        if author is None:
            raise NotFound("person")
        existing = Attachment.objects.visible_to(by).filter(pk=file_id).first()
        file = existing or Attachment(
            id=file_id, person=author, sha256=sha256, stored_as=path.name, size=path.stat().st_size, media_type=media
        )
        file.company_id, file.visit, file.kind = company, visit, kind
        file.caption, file.taken_at = caption, moment_of(body.get("taken_at"))
        file.save(force_insert=existing is None)
    return file


def _check_bytes(path: Path, media: str) -> None:
    """Raise DomainError unless a file is what it says it is, a picture one that can be opened."""
    content = path.read_bytes()
    if media_type_of(content) != media:
        raise DomainError("visits.wrong_content", media=media)
    if not is_picture(content):
        return
    try:
        check_picture(content)
    except (UnreadablePicture, PictureTooLarge) as error:
        raise DomainError("visits.unreadable_picture") from error


def erase_attachment_file(file: Attachment) -> bool:
    """Delete the bytes of a file permanently, for the erasure of a person; return whether they existed."""
    return bool(file.stored_as) and erase_file(folder=FOLDER, name=file.stored_as)


def remove_file(*, file_id: UUID, by: User, at: dt.datetime) -> Attachment:
    """Remove a file (undoable) and return it. Raise NotFound for one out of reach, DomainError people.not_allowed."""
    require_permission(by, VisitPermission.REPORT_VISITS)
    with operation(by=by, at=at, kind="visits.file_removed") as op:
        file = Attachment.objects.visible_to(by).filter(pk=file_id).first()
        if (
            file is None
            or get_person(person_id=file.person_id, by=by, permission=VisitPermission.REPORT_VISITS) is None
        ):
            raise NotFound("file")
        op.describe(file.caption)
        pk = file.pk
        file.delete()
        file.pk = pk
    return file
