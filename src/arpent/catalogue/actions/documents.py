"""Documents and versions: a new version ends the previous one and includes accepted improvements.

Without the permission to change the catalogue, actions raise DomainError "people.not_allowed"; for a text longer than
its column, ValidationErrors "database.text_too_long".
"""

import datetime as dt
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.db.models import ProtectedError

from arpent.database.lengths import checked_text, fitted
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.ids import new_id
from arpent.kernel.merging import Seen, merge_record
from arpent.people.public import User, require_permission
from arpent.web.uploads import clean_file_name, removing_files_on_error, store_upload, stored_path

from ..documents.pages import count_pages
from ..models import Document, DocumentVersion, Family, Improvement, Product
from ..models.document import LANGUAGES
from ..permissions import CataloguePermission
from ..queries.files import FOLDER
from ..rules.validity import DAY, versions_to_end
from .families import get_row

MAX_BYTES = 50 * 1024 * 1024


def save_document(
    *, by: User, at: dt.datetime, values: dict[str, Any], document_id: UUID | None = None, seen: Seen = None
) -> Document:
    """Create or change a document. Values: title, kind, family_id, product_reference (its family then follows).

    Raise ValidationErrors for "title" ("catalogue.title_needed"), "kind" ("catalogue.wrong_document_kind") or
    "product_reference" ("catalogue.no_such_reference"), NotFound for a row that is not visible, Conflict for a value
    that others changed otherwise since ``seen``.
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    if document_id and seen is not None:
        with operation(by=by, at=at, kind="catalogue.document", label=str(values.get("title", ""))):
            document = get_row(Document, document_id, by)
            values = merge_record(
                document, values, seen, product_reference=document.product.reference if document.product else ""
            )
            return save_document(by=by, at=at, values=values, document_id=document_id)
    title = checked_text(Document, "title", str(values.get("title", "")))
    if not title:
        raise ValidationErrors({"title": DomainError("catalogue.title_needed")})
    if values.get("kind") not in Document.Kind.values:
        raise ValidationErrors({"kind": DomainError("catalogue.wrong_document_kind")})
    with operation(by=by, at=at, kind="catalogue.document", label=title):
        document = get_row(Document, document_id, by) if document_id else Document()
        document.title, document.kind = title, values["kind"]
        document.family = get_row(Family, values["family_id"], by) if values.get("family_id") else None
        reference = str(values.get("product_reference") or "").strip()
        document.product = Product.objects.visible_to(by).filter(reference=reference).first() if reference else None
        if reference and document.product is None:
            raise ValidationErrors(
                {"product_reference": DomainError("catalogue.no_such_reference", reference=reference)}
            )
        if document.product:
            document.family_id = document.product.family_id
        document.save()
    return document


def add_version(
    *, by: User, at: dt.datetime, document_id: UUID, name: str, content: BinaryIO, size: int, values: dict[str, Any]
) -> DocumentVersion:
    """Add a version. Values: language, valid_from, valid_to, note, included (ids of improvements); ``size``: bytes.

    Versions of the same language still valid on its first day end the day before; it ends itself the day before a later
    one. Raise ValidationErrors for "language" ("catalogue.wrong_language"), "valid_to"
    ("catalogue.validity_ends_before_start") or "file" ("catalogue.file_empty", "catalogue.file_too_large" above 50
    MiB), NotFound when the document is not visible.
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    start, end, language = values["valid_from"], values.get("valid_to"), values["language"]
    if language not in dict(LANGUAGES):
        raise ValidationErrors({"language": DomainError("catalogue.wrong_language")})
    if end and end < start:
        raise ValidationErrors({"valid_to": DomainError("catalogue.validity_ends_before_start")})
    if not size:
        raise ValidationErrors({"file": DomainError("catalogue.file_empty")})
    if size > MAX_BYTES:
        raise ValidationErrors({"file": DomainError("catalogue.file_too_large", limit=MAX_BYTES // 1024 // 1024)})
    if not Document.objects.visible_to(by).filter(pk=document_id).exists():
        raise NotFound("document")
    with removing_files_on_error():
        pk = new_id()
        path = store_upload(folder=FOLDER, pk=pk, content=content)
        pages = count_pages(path)
        return _record_version(
            by=by, at=at, document_id=document_id, values=values, pk=pk, path=path, pages=pages, name=name
        )


def _record_version(
    *, by: User, at: dt.datetime, document_id: UUID, values: dict[str, Any], pk: UUID, path: Path, pages: int, name: str
) -> DocumentVersion:
    start, end, language = values["valid_from"], values.get("valid_to"), values["language"]
    note = checked_text(DocumentVersion, "note", str(values.get("note", "")))
    with operation(by=by, at=at, kind="catalogue.version") as op:
        document = get_row(Document, document_id, by)
        op.describe(document.title)
        others = list(DocumentVersion.objects.visible_to(by).filter(document=document, language=language))
        for former in versions_to_end(others, start):
            former.valid_to = start - DAY
            former.save(update_fields=["valid_to"])
        later = min((v.valid_from for v in others if v.valid_from > start), default=None)
        if later and (end is None or end >= later):
            end = later - DAY
        version = DocumentVersion.objects.create(
            id=pk,
            document=document,
            language=language,
            number=1 + max((v.number for v in others), default=0),
            valid_from=start,
            valid_to=end,
            note=note,
            name=fitted(DocumentVersion, "name", clean_file_name(name, "document")),
            stored_as=path.name,
            size=path.stat().st_size,
            pages=pages,
            added_at=at,
            added_by=by,
        )
        resolved = Improvement.objects.visible_to(by).filter(
            version__document=document, state=Improvement.State.ACCEPTED, pk__in=values.get("included", [])
        )
        for improvement in resolved:
            improvement.state, improvement.included_in = Improvement.State.INCLUDED, version
            improvement.save(update_fields=["state", "included_in"])
    return version


def change_version(
    *, by: User, at: dt.datetime, version_id: UUID, values: dict[str, Any], seen: Seen = None
) -> DocumentVersion:
    """Change the validity and the note of a version: valid_from, valid_to, note. File and language are immutable.

    Raise ValidationErrors for "valid_to" ("catalogue.validity_ends_before_start"), NotFound when the version is not
    visible, Conflict when a value was changed concurrently (see ``seen``).
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    if seen is not None:
        with operation(by=by, at=at, kind="catalogue.version"):
            values = merge_record(get_row(DocumentVersion, version_id, by), values, seen)
            return change_version(by=by, at=at, version_id=version_id, values=values)
    start, end = values["valid_from"], values.get("valid_to")
    if end and end < start:
        raise ValidationErrors({"valid_to": DomainError("catalogue.validity_ends_before_start")})
    note = checked_text(DocumentVersion, "note", str(values.get("note", "")))
    with operation(by=by, at=at, kind="catalogue.version") as op:
        version = get_row(DocumentVersion, version_id, by)
        op.describe(version.document.title)
        version.valid_from, version.valid_to, version.note = start, end, note
        version.save(update_fields=["valid_from", "valid_to", "note"])
    return version


def open_version(*, version_id: UUID, by: User) -> tuple[DocumentVersion, Path]:
    """Return a version and the path of its file. Raise NotFound when it is not visible or its file is missing."""
    version = (
        DocumentVersion.objects.visible_to(by)
        .select_related("document__family", "added_by")
        .filter(pk=version_id)
        .first()
    )
    path = stored_path(FOLDER, version.stored_as) if version else None
    if version is None or path is None or not path.is_file():
        raise NotFound("document")
    return version, path


def remove_version(*, by: User, at: dt.datetime, version_id: UUID) -> UUID:
    """Delete a version with its improvements (undoable); return the document's id.

    Included improvements are accepted again, and the previous version is valid again. Raise NotFound when it is not
    visible, DomainError "catalogue.document_in_use" when an offer refers to it.
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    with operation(by=by, at=at, kind="catalogue.version_removed") as op:
        version = get_row(DocumentVersion, version_id, by)
        op.describe(version.document.title)
        document_id = version.document_id
        for improvement in Improvement.objects.visible_to(by).filter(included_in=version):
            improvement.state, improvement.included_in = Improvement.State.ACCEPTED, None
            improvement.save(update_fields=["state", "included_in"])
        others = DocumentVersion.objects.visible_to(by).filter(document=document_id, language=version.language)
        # Versions ended by this one are valid again.
        for former in others.filter(valid_to=version.valid_from - DAY):
            former.valid_to = version.valid_to
            former.save(update_fields=["valid_to"])
        _delete(version)
    return document_id  # type: ignore[no-any-return]


def remove_document(*, by: User, at: dt.datetime, document_id: UUID) -> None:
    """Delete a document with its versions (undoable).

    Raise NotFound when it is not visible, DomainError "catalogue.document_in_use" when an offer refers to it.
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    with operation(by=by, at=at, kind="catalogue.document_removed") as op:
        document = get_row(Document, document_id, by)
        op.describe(document.title)
        _delete(document)


def _delete(row: Document | DocumentVersion) -> None:
    """Delete a document or a version. Raise DomainError when an offer refers to it."""
    try:
        row.delete()
    except ProtectedError as error:
        raise DomainError("catalogue.document_in_use") from error
