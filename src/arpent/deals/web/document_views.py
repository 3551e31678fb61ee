"""Views of a deal's files."""

from typing import BinaryIO, cast
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from arpent.kernel.errors import DomainError
from arpent.web.session import current_user

from ..actions.deals import get_deal
from ..actions.documents import add_document, open_document, remove_document


@require_POST
def add(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Add a file to a deal (POST). Raise DomainError deals.file_empty without a file."""
    by = current_user(request)
    get_deal(deal_id=deal_id, by=by)
    file = request.FILES.get("file")
    if file is None or file.file is None:
        raise DomainError("deals.file_empty")
    add_document(
        deal_id=deal_id,
        by=by,
        at=timezone.now(),
        name=file.name or "",
        content=cast(BinaryIO, file.file),
        size=file.size or 0,
    )
    return redirect(reverse("deals:deal", args=[deal_id]) + "#documents")


@require_GET
def document(request: HttpRequest, document_id: UUID) -> FileResponse:
    """Return a file as an attachment, so that no uploaded content runs in the page."""
    stored, path = open_document(document_id=document_id, by=current_user(request))
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=stored.name, content_type="application/octet-stream"
    )


@require_POST
def remove(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Remove a file of a deal (POST)."""
    removed = remove_document(document_id=document_id, by=current_user(request), at=timezone.now())
    return redirect(reverse("deals:deal", args=[removed.deal_id]) + "#documents")
