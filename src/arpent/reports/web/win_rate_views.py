"""Pages of won and lost offers and of the win probability."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from arpent.deals.permissions import DealPermission
from arpent.offers.public import calculate_quote, get_version, policy_on
from arpent.people.public import require_permission
from arpent.web.session import current_user

from ..queries.win_rate import estimate_win_probability, get_win_rate_report


@require_GET
def win_rate(request: HttpRequest) -> HttpResponse:
    """Show win rates by segment, the reasons of losses and the reliability of the model."""
    by = current_user(request)
    require_permission(by, DealPermission.SEE_DEALS)
    return render(request, "reports/win_rate.html", {"win_rate": get_win_rate_report(by=by)})


@require_GET
def win_probability(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Show the win probability of an offer in the panel of its page; empty while it is not proven."""
    by, day = current_user(request), timezone.localdate()
    version = get_version(offer_id=offer_id, by=by)
    figures = calculate_quote(version=version, by=by, day=day)
    probability = estimate_win_probability(
        version=version, offer=figures.offer, by=by, floor_percent=policy_on(by=by, day=day).offer_manager
    )
    return render(request, "reports/win_probability.html", {"win_probability": probability})
