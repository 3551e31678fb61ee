"""Won and lost offers, and how far a chance may be believed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from arpent.offers.public import figures_of, get_version, policy_on
from arpent.people.public import Permission, require_permission
from arpent.web.session import current_user

from ..queries.win_rate import chance_of, read_chances


@require_GET
def chances(request: HttpRequest) -> HttpResponse:
    by = current_user(request)
    require_permission(by, Permission.SEE_DEALS)
    return render(request, "reports/win_rate.html", {"chances": read_chances(by=by)})


@require_GET
def chance(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """The slot of an offer's page: its chance as a range, nothing while it is not proven."""
    by, day = current_user(request), timezone.localdate()
    version = get_version(offer_id=offer_id, by=by)
    figures = figures_of(version=version, by=by, day=day)
    found = chance_of(
        version=version, offer=figures.offer, by=by, floor_percent=policy_on(by=by, day=day).offer_manager
    )
    return render(request, "reports/win_probability.html", {"found": found})
