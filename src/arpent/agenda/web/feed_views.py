"""Pages of the secret calendar address, and the calendar that it opens."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arpent.kernel.errors import NotFound
from arpent.people.public import require_permission
from arpent.web.rate_limits import enforce_rate_limit
from arpent.web.session import current_user

from ..actions.feeds import create_feed, revoke_feed
from ..documents.icalendar import feed_ics
from ..permissions import AgendaPermission
from ..queries.feeds import get_feed, get_feed_person, list_feed_events


@require_http_methods(["GET", "POST"])
def feed(request: HttpRequest) -> HttpResponse:
    """Show whether a person's calendar has an address and how to subscribe to it; create one, shown once (POST)."""
    by, address = current_user(request), ""
    require_permission(by, AgendaPermission.PLAN_WEEK)
    if request.method == "POST":
        secret = create_feed(by=by, at=timezone.now())
        address = request.build_absolute_uri(reverse("agenda:feed_ics", args=[secret]))
    context = {
        "feed": get_feed(by=by),
        "address": address,
        "webcal": "webcal:" + address.partition(":")[2] if address else "",
    }
    response = render(request, "agenda/feed.html", context)
    patch_cache_control(response, no_store=True)
    return response


@require_POST
def feed_revoke(request: HttpRequest) -> HttpResponse:
    """Revoke the address (POST)."""
    revoke_feed(by=current_user(request), at=timezone.now())
    messages.info(request, _("L’adresse ne répond plus. Les agendas qui la lisaient se videront."))
    return redirect("agenda:feed")


@login_not_required
@require_safe
def feed_ics_view(request: HttpRequest, token: str) -> HttpResponse:
    """Return the calendar of a secret address, without sign-in; 304 when the program has it already.

    Raise NotFound for an unknown or revoked address and for a closed account, DomainError web.rate_limited.
    """
    enforce_rate_limit(request, "calendar_feed")
    person = get_feed_person(secret=token)
    if person is None:
        raise NotFound("page")
    with override(person.language):
        name = _("Agenda de %(name)s") % {"name": person.full_name}
    events = list_feed_events(person=person, now=timezone.now())
    content = feed_ics(events, name=name, zone=timezone.get_default_timezone())  # type: ignore[arg-type]
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=response) or response
