"""Papers of an offer: the draft's, those kept as sent and signed, the order for the customer's and our own programs."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from arpent.kernel.refusals import NotFound
from arpent.kernel.text import read_whole
from arpent.people.public import me

from ..actions.ordering import make_order
from ..queries.comparing import compare_versions
from ..queries.ordering import order_csv
from ..queries.paper import draw_offer
from ..queries.papers import get_file, kept_paper
from ..queries.versions import get_version
from .read_views import send_file


@require_GET
def paper(request: HttpRequest, offer_id: UUID) -> HttpResponse | FileResponse:
    """Show the paper of the last version as it would leave; one that has left is sent as it was kept."""
    by = me(request)
    version = get_version(offer_id=offer_id, by=by, number=read_whole(request.GET.get("version", ""), 9999))
    kept = kept_paper(version=version, by=by)
    if kept:
        return send_file(kept, inline=True)
    drawn = draw_offer(version=version, by=by, day=timezone.localdate())
    response = HttpResponse(drawn.content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{version.label.replace(" ", "-")}.pdf"'
    return response


@require_GET
def file(request: HttpRequest, paper_id: UUID) -> FileResponse:
    return send_file(get_file(file_id=paper_id, by=me(request)))


@require_GET
def order_file(request: HttpRequest, offer_id: UUID) -> FileResponse:
    """Send the Order-X file of the accepted order, made once."""
    return send_file(make_order(by=me(request), at=timezone.now(), offer_id=offer_id))


@require_GET
def order_table(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Send the accepted order as a table for an ERP."""
    name, text = order_csv(offer_id=offer_id, by=me(request))
    response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.csv")
    return response


@require_GET
def changes(request: HttpRequest, offer_id: UUID, number: int) -> HttpResponse:
    """Show what a version changed of the one before it."""
    by = me(request)
    if not 2 <= number <= 9999:
        raise NotFound("offer")
    after = get_version(offer_id=offer_id, by=by, number=number)
    before = get_version(offer_id=offer_id, by=by, number=number - 1)
    return render(
        request,
        "offers/changes.html",
        {"before": before, "after": after, "change": compare_versions(before=before, after=after, by=by)},
    )
