"""Downloads of an offer's documents: draft, sent, signed."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from arpent.kernel.text import parse_whole_number
from arpent.web.session import current_user

from ...portal.web.views import send_file
from ...queries.versions import get_version
from ..documents.rendering import render_quote
from ..queries.files import get_file, get_sent_file


@require_GET
def document(request: HttpRequest, offer_id: UUID) -> HttpResponse | FileResponse:
    """Return the document of the last version: a preview of a draft, the stored file once sent."""
    by = current_user(request)
    version = get_version(offer_id=offer_id, by=by, number=parse_whole_number(request.GET.get("version", ""), 9999))
    sent_file = get_sent_file(version=version, by=by)
    if sent_file:
        return send_file(sent_file, inline=True)
    drawn = render_quote(version=version, by=by, day=timezone.localdate())
    response = HttpResponse(drawn.content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{version.label.replace(" ", "-")}.pdf"'
    return response


@require_GET
def file(request: HttpRequest, paper_id: UUID) -> FileResponse:
    """Return a stored document of an offer."""
    return send_file(get_file(file_id=paper_id, by=current_user(request)))
