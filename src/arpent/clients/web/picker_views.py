"""Fragments of the company picker: options for what is typed, likely duplicates, creation in place."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from arpent.kernel.errors import DomainError
from arpent.people.public import require_permission
from arpent.web.error_messages import add_form_errors
from arpent.web.session import current_user

from ..actions.companies import create_company
from ..messages import DUPLICATE_REASONS
from ..permissions import ClientPermission
from ..queries.duplicates import find_duplicates
from ..queries.search import choose_company
from ..rules.duplicates import Identity, read_identity
from .forms import QuickCompanyForm

MAX_TEXT = 80
IDENTITY_FIELDS = ("name", "phone", "email", "postcode", "country")


@require_GET
def options(request: HttpRequest) -> HttpResponse:
    """Return the companies that match what is typed, and the way to create one."""
    by, text = current_user(request), request.GET.get("company_text", "").strip()[:MAX_TEXT]
    require_permission(by, ClientPermission.SEE_CLIENTS)
    context = {
        "companies": choose_company(text=text, by=by),
        "text": text,
        "may_create": bool(text) and by.has_permission(ClientPermission.CHANGE_CLIENTS),
    }
    return render(request, "clients/picker/options.html", context)


def typed_identity(values: QueryDict) -> Identity:
    """Return what identifies the company of a creation form as it stands, its SIREN or SIRET included."""
    known = {name: values.get(name, "")[:MAX_TEXT] for name in IDENTITY_FIELDS if values.get(name)}
    return read_identity(siren=(values.get("siren") or values.get("siret") or "")[:MAX_TEXT], **known)


def duplicates_context(request: HttpRequest, values: QueryDict, *, choosing: bool) -> dict[str, Any]:
    """Return the context of "clients/picker/duplicates.html"; ``choosing``: one is chosen in a picker, not opened."""
    found = find_duplicates(by=current_user(request), identity=typed_identity(values))
    rows = [{"duplicate": d, "reason": DUPLICATE_REASONS[d.reason.value]} for d in found]
    return {"duplicates": rows, "choosing": choosing}


@require_GET
def duplicates(request: HttpRequest) -> HttpResponse:
    """Return the known companies that the one being typed may be."""
    require_permission(current_user(request), ClientPermission.SEE_CLIENTS)
    context = duplicates_context(request, request.GET, choosing=request.GET.get("choosing") == "1")
    return render(request, "clients/picker/duplicates.html", context)


@require_http_methods(["GET", "POST"])
def quick_new(request: HttpRequest) -> HttpResponse:
    """Show the short form of a new company in a dialog, or create it and return its id and name.

    Likely duplicates are shown before the first creation; sent again with ``confirmed``, the company is created.
    """
    by = current_user(request)
    require_permission(by, ClientPermission.CHANGE_CLIENTS)
    initial = {"name": request.GET.get("name", "").strip()[:MAX_TEXT], "relationship": "prospect"}
    form = QuickCompanyForm(request.POST or None, initial=initial)
    found: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        found = duplicates_context(request, request.POST, choosing=True)
        if not found["duplicates"] or request.POST.get("confirmed"):
            try:
                company = create_company(
                    by=by, at=timezone.now(), values=form.company_values(), site=form.site_values()
                )
            except DomainError as refusal:
                add_form_errors(refusal, form)
            else:
                return render(request, "clients/picker/created.html", {"company": company})
    context = {"form": form} | found
    status = 422 if form.errors or found.get("duplicates") else 200
    return render(request, "clients/picker/quick.html", context, status=status)
