"""Downloads of the accepted order."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from arpent.offers.public import send_file
from arpent.web.session import current_user

from ..actions.orders import create_order_file
from ..documents.csv_table import order_csv


@require_GET
def order_file(request: HttpRequest, offer_id: UUID) -> FileResponse:
    """Return the Order-X file of the accepted order."""
    return send_file(create_order_file(by=current_user(request), at=timezone.now(), offer_id=offer_id))


@require_GET
def order_table(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Return the accepted order as CSV."""
    name, text = order_csv(offer_id=offer_id, by=current_user(request))
    response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.csv")
    return response
