"""Files of a deal: add, open, delete. A deleted file stays on disk for the undo."""

import datetime as dt
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from arpent.database.lengths import fitted
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import new_id
from arpent.people.public import User, require_permission
from arpent.web.uploads import clean_file_name, removing_files_on_error, store_upload, stored_path

from ..models import DealDocument
from ..permissions import DealPermission
from .deals import get_deal

MAX_BYTES = 25 * 1024 * 1024


def add_document(*, deal_id: UUID, by: User, at: dt.datetime, name: str, content: BinaryIO, size: int) -> DealDocument:
    """Store a file of a deal, at most ``MAX_BYTES``. ``size``: bytes.
    Raise NotFound for a deal out of reach, DomainError deals.file_empty, deals.file_too_large, people.not_allowed or
    those of ``store_upload``.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    if size > MAX_BYTES:
        raise DomainError("deals.file_too_large", limit=MAX_BYTES // 1024 // 1024)
    if not size:
        raise DomainError("deals.file_empty")
    name = fitted(DealDocument, "name", clean_file_name(name, "document"))
    get_deal(deal_id=deal_id, by=by)
    # Stored and re-encoded before the operation, so that a large picture does not lock the database.
    with removing_files_on_error():
        pk = new_id()
        path = store_upload(folder="deals", pk=pk, content=content)
        with operation(by=by, at=at, kind="deals.document", label=name):
            deal = get_deal(deal_id=deal_id, by=by)
            return DealDocument.objects.create(
                id=pk, deal=deal, name=name, stored_as=path.name, size=path.stat().st_size, added_at=at, added_by=by
            )


def open_document(*, document_id: UUID, by: User) -> tuple[DealDocument, Path]:
    """Return a document and the path of its file. Raise NotFound when its deal is not visible or the file
    was erased.
    """
    document = DealDocument.objects.visible_to(by).filter(pk=document_id).first()
    path = stored_path("deals", document.stored_as) if document else None
    if document is None or path is None or not path.is_file():
        raise NotFound("document")
    return document, path


def remove_document(*, document_id: UUID, by: User, at: dt.datetime) -> DealDocument:
    """Delete a document (undoable) and return it. Raise NotFound when it is not visible, DomainError
    people.not_allowed.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="deals.document_removed") as op:
        document: DealDocument | None = DealDocument.objects.visible_to(by).filter(pk=document_id).first()
        if document is None:
            raise NotFound("document")
        op.describe(document.name)
        DealDocument.objects.visible_to(by).filter(pk=document_id).delete()
    return document
