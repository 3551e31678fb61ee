"""Views of the first run, the demonstration, dated figures, map outlines and health."""

import hmac

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.accounts.public import found_organisation
from arpent.demo.public import load_demo_firm
from arpent.geography.public import list_departements, read_contours, read_departement_outlines
from arpent.kernel.errors import DomainError, NotFound
from arpent.parameters.public import list_figures
from arpent.people.public import is_empty_base
from arpent.web.error_messages import add_form_errors, error_message
from arpent.web.security_log import SecurityEvent, log_security_event
from arpent.web.session import current_user

from ..accounts import note_fresh_sign_in
from ..home import first_run_code
from .forms import StartForm

# Units of the dated figures as they are shown.
UNITS = {
    "EUR": "€",
    "EUR/h": "€/h",
    "EUR/km": "€/km",
    "days": gettext_lazy("jours"),
    "kgCO2e/km": "kg CO₂e/km",
    "months": gettext_lazy("mois"),
    "ratio": "",
}


@login_not_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Create the firm on an empty database, with the code shown on the terminal."""
    if not is_empty_base():
        return redirect("today")
    form = StartForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        code = first_run_code(settings.ARPENT_HOME)
        if not code or not hmac.compare_digest(values.pop("code").strip(), code):
            form.add_error("code", _("Ce n’est pas le code affiché dans le terminal : copiez-le de nouveau."))
        else:
            try:
                user = found_organisation(at=timezone.now(), **values)
            except DomainError as refusal:
                add_form_errors(refusal, form)
            else:
                first_run_code(settings.ARPENT_HOME, forget=True)
                login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
                note_fresh_sign_in(request)
                return redirect("today")
    return render(request, "site/start.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def load_demo(request: HttpRequest) -> HttpResponse:
    """Refuse with DomainError demo.founded: a signed-in person works in an existing firm."""
    log_security_event(SecurityEvent.DEMO_REFUSED, person=current_user(request).pk)
    load_demo_firm(at=timezone.now())
    return redirect("today")


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer too frequent attempts to sign in or set a password (429)."""
    log_security_event(
        SecurityEvent.RATE_LIMITED, page=request.resolver_match.view_name if request.resolver_match else ""
    )
    return render(request, "refusal.html", {"sentence": error_message(DomainError("web.rate_limited"))}, status=429)


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Show the dated parameters with their sources."""
    return render(request, "site/figures.html", {"figures": [(f, UNITS.get(f.unit, f.unit)) for f in list_figures()]})


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the database answers a read, even when it cannot be written; else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            cursor.fetchone()
    except DatabaseError as error:
        return HttpResponse(
            f"the database does not answer: {type(error).__name__}", status=503, content_type="text/plain"
        )
    return HttpResponse("ok", content_type="text/plain")


def _gzipped(data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type="application/geo+json")
    response["Content-Encoding"] = "gzip"
    return response


@login_not_required
@require_GET
@cache_control(private=True, max_age=86_400)
def outlines(request: HttpRequest) -> HttpResponse:
    """Return the outlines of the départements as GeoJSON."""
    return _gzipped(read_departement_outlines())


@login_not_required
@require_GET
@cache_control(private=True, max_age=86_400)
def contours(request: HttpRequest, departement: str) -> HttpResponse:
    """Return the communes of a department as GeoJSON. Raise NotFound for an unknown department."""
    data = read_contours(departement) if departement in list_departements() else None
    if data is None:
        raise NotFound("departement")
    return _gzipped(data)
