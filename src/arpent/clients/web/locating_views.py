"""Geocoding page: precision of sites, request to the firm's address server."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arpent.geography.public import get_geocoder
from arpent.history.public import latest_job
from arpent.kernel.errors import DomainError
from arpent.web.error_messages import error_message
from arpent.web.session import current_user

from ..actions.locating import start_locating
from ..queries.locating import count_precisions, sites_to_locate


@require_http_methods(["GET", "POST"])
def locate(request: HttpRequest) -> HttpResponse:
    """Show how precisely sites are located; POST starts the geocoding."""
    by, page_url, geocoder = current_user(request), reverse("clients:locate"), get_geocoder()
    if request.method == "POST":
        job = start_locating(by=by, at=timezone.now())
        return redirect(f"{reverse('history:job', args=[job.pk])}?next={page_url}")
    latest = latest_job(kind="clients.locate", by=by)
    if latest and not latest.is_over:
        return redirect(f"{reverse('history:job', args=[latest.pk])}?next={page_url}")
    context = {
        "precisions": count_precisions(by=by),
        "waiting": sites_to_locate(by=by).count(),
        "server": urlsplit(geocoder.base_url).hostname if geocoder else "",
        "latest": latest,
        "problem": error_message(DomainError(latest.problem)) if latest and latest.problem else "",
    }
    return render(request, "clients/locate.html", context)
