"""Pages of a company and its forms."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.history.public import open_edit_form, posted_seen_values, seen_values
from arpent.kernel.errors import DomainError, NotFound
from arpent.notifications.web.components import mention_names
from arpent.web.error_messages import add_form_errors
from arpent.web.session import current_user, mark_access_checked

from ..actions.companies import change_company, create_company, delete_companies, get_company
from ..actions.contacts import remove_contact, save_contact
from ..actions.sites import closing_row, remove_site, save_site, set_opening
from ..actions.timeline import add_note
from ..messages import DATA_QUALITY_PARTS
from ..models import TimelineEntry
from ..queries.company import get_sheet, hours_text, known_hours
from ..queries.labels import activity_label, headcount_choices
from ..queries.listing import neighbours
from .forms import ClosingFormSet, CompanyForm, ContactForm, HoursForm, NewCompanyForm, NoteForm, SiteForm
from .list_views import read_filter
from .picker_views import duplicates_context


@require_GET
def company(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Show a company: records, timeline, previous and next company of the list. Raise NotFound for an
    invisible one.
    """
    by, today = current_user(request), timezone.localdate()
    sheet = get_sheet(company_id=company_id, by=by, today=today, kind=request.GET.get("kind", ""))
    if sheet is None:
        raise NotFound("company")
    mark_access_checked(request, company_id)
    before, after = neighbours(by=by, criteria=read_filter(request), today=today, company=sheet.company)
    context = {
        "sheet": sheet,
        "company": sheet.company,
        "before": before,
        "after": after,
        "activity": activity_label(sheet.company.naf) if sheet.company.naf else "",
        "headcount": dict(headcount_choices()).get(sheet.company.headcount, ""),
        "sites": [{"site": s, "hours": hours_text(s)} for s in sheet.sites],
        "places": [{"name": s.name or s.city, "lat": s.lat, "lon": s.lon} for s in sheet.sites if s.lat is not None],
        "note_form": NoteForm(company_id=company_id),
        "mention_names": mention_names(text for e in sheet.timeline for text in (e.title, e.body)),
        "kinds": TimelineEntry.Kind.choices,
        "data_quality_parts": [(DATA_QUALITY_PARTS[p.code], p.points, p.max_points) for p in sheet.data_quality_parts],
        "query_string": request.GET.urlencode(),
    }
    return render(request, "clients/company.html", context)


def _show(
    request: HttpRequest, form: forms.BaseForm, heading: str, back: str, danger: str = "", **more: Any
) -> HttpResponse:
    status = 422 if form.errors or more.get("duplicates") else 200
    context = {"form": form, "heading": heading, "back": back, "danger": danger, **more}
    return render(request, more.get("template", "form.html"), context, status=status)


def _page(company_id: UUID) -> str:
    return reverse("clients:company", args=[company_id])


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in values.items() if k in CompanyForm.base_fields}


@require_http_methods(["GET", "POST"])
def company_new(request: HttpRequest) -> HttpResponse:
    """Create a company with its first site."""
    by = current_user(request)
    form = NewCompanyForm(request.POST or None, by=by, initial={"relationship": "prospect", "owner_id": str(by.pk)})
    found: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        found = duplicates_context(request, request.POST, choosing=False)
        if not found["duplicates"] or request.POST.get("confirmed"):
            try:
                company = create_company(
                    by=by, at=timezone.now(), values=_plain(form.cleaned_data), site=form.site_values()
                )
            except DomainError as refusal:
                add_form_errors(refusal, form)
            else:
                return redirect(_page(company.pk))
    heading, back = _("Nouvelle entreprise"), reverse("clients:list")
    return _show(request, form, heading, back, template="clients/new.html", **found)


@require_http_methods(["GET", "POST"])
def company_edit(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Change a company, merged with concurrent changes."""
    by = current_user(request)
    company = get_company(company_id=company_id, by=by)
    initial = {name: getattr(company, name) for name in CompanyForm.base_fields}
    form = CompanyForm(request.POST or None, by=by, initial=initial | {"owner_id": str(company.owner_id or "")})
    opened = open_edit_form(request, form, company, create_url=reverse("clients:new"))
    if request.method == "POST" and form.is_valid():
        try:
            change_company(
                company_id=company_id, by=by, at=timezone.now(), values=form.cleaned_data, seen=seen_values(opened)
            )
        except DomainError as refusal:
            add_form_errors(refusal, form)
        else:
            return redirect(_page(company_id))
    return _show(request, form, company.name, _page(company_id), reverse("clients:company_delete", args=[company_id]))


@require_POST
def company_delete(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Delete a company."""
    seen = posted_seen_values(request, company_id)
    delete_companies(company_ids=[company_id], by=current_user(request), at=timezone.now(), seen=seen)
    messages.info(request, _("Entreprise supprimée. L’historique permet d’annuler."))
    return redirect("clients:list")


@require_POST
def note(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Add a note, call, visit or mail to the timeline of a company."""
    form = NoteForm(request.POST, company_id=company_id)
    get_company(company_id=company_id, by=current_user(request))
    if not form.is_valid():
        return _show(request, form, _("Note"), _page(company_id))
    added = add_note(company_id=company_id, by=current_user(request), at=timezone.now(), **form.cleaned_data)
    if added.not_notified:
        text = _("N’ont pas accès à cette fiche, et ne sont donc pas avertis : %(names)s.")
        messages.warning(request, text % {"names": ", ".join(added.not_notified)})
    return redirect(_page(company_id) + "#timeline")


@require_http_methods(["GET", "POST"])
def site(request: HttpRequest, company_id: UUID, site_id: UUID | None = None) -> HttpResponse:
    """Create or change a site of a company. Raise NotFound for an unknown one."""
    by, today = current_user(request), timezone.localdate()
    sheet = get_sheet(company_id=company_id, by=by, today=today)
    stored = next((s for s in sheet.sites if s.pk == site_id), None) if sheet else None
    if sheet is None or (site_id and stored is None):
        raise NotFound("site")
    initial = (
        {n: getattr(stored, n) for n in SiteForm.base_fields if n != "site_name"} | {"site_name": stored.name}
        if stored
        else {}
    )
    form = SiteForm(request.POST or None, initial=initial)
    shown = {("name" if n == "site_name" else n): v for n, v in initial.items()}
    create_url = reverse("clients:site_new", args=[company_id])
    opened = open_edit_form(request, form, stored, shown=shown, names={"name": "site_name"}, create_url=create_url)
    if request.method == "POST" and form.is_valid():
        try:
            save_site(
                company_id=company_id,
                site_id=site_id,
                by=by,
                at=timezone.now(),
                values=form.site_values(),
                seen=seen_values(opened),
            )
        except DomainError as refusal:
            add_form_errors(refusal, form)
        else:
            return redirect(_page(company_id))
    danger = reverse("clients:site_delete", args=[company_id, site_id]) if site_id else ""
    return _show(request, form, _("Site de %(name)s") % {"name": sheet.company.name}, _page(company_id), danger)


@require_POST
def site_delete(request: HttpRequest, company_id: UUID, site_id: UUID) -> HttpResponse:
    """Delete a site of a company."""
    get_company(company_id=company_id, by=current_user(request))
    remove_site(site_id=site_id, by=current_user(request), at=timezone.now(), seen=posted_seen_values(request, site_id))
    return redirect(_page(company_id))


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest, company_id: UUID, site_id: UUID) -> HttpResponse:
    """Change the opening hours and closings of a site. Raise NotFound for an unknown one."""
    by = current_user(request)
    sheet = get_sheet(company_id=company_id, by=by, today=timezone.localdate())
    stored = next((s for s in sheet.sites if s.pk == site_id), None) if sheet else None
    if sheet is None or stored is None:
        raise NotFound("site")
    closings_shown = [{"from_on": c.from_on, "to_on": c.to_on, "yearly": c.yearly} for c in stored.closings.all()]
    labels = {(c.from_on, c.to_on): c.label for c in stored.closings.all()}
    form = HoursForm(request.POST or None, initial={"hours": hours_text(stored)})
    opened = open_edit_form(
        request, form, stored, shown={"hours": known_hours(stored)}, rows={"closings": map(closing_row, closings_shown)}
    )
    closings = ClosingFormSet(request.POST) if request.method == "POST" else ClosingFormSet(initial=closings_shown)
    if request.method == "POST" and form.is_valid() and closings.is_valid():
        remaining = [
            {**values, "label": labels.get((values["from_on"], values["to_on"]), "")}
            for values in closings.cleaned_data
            if values.get("from_on")
        ]
        try:
            set_opening(
                site_id=site_id,
                by=by,
                at=timezone.now(),
                hours=form.cleaned_data["hours"],
                closings=remaining,
                seen=seen_values(opened),
            )
        except DomainError as refusal:
            add_form_errors(refusal, form)
        else:
            return redirect(_page(company_id))
    wrong = form.errors or (closings.is_bound and not closings.is_valid())
    context = {"form": form, "closings": closings, "company": sheet.company, "back": _page(company_id)}
    return render(request, "clients/hours.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, company_id: UUID, contact_id: UUID | None = None) -> HttpResponse:
    """Create or change a contact of a company. Raise NotFound for an unknown one."""
    by = current_user(request)
    sheet = get_sheet(company_id=company_id, by=by, today=timezone.localdate())
    stored = next((c for c in sheet.contacts if c.pk == contact_id), None) if sheet else None
    if sheet is None or (contact_id and stored is None):
        raise NotFound("contact")
    initial = (
        {n: getattr(stored, n) for n in ContactForm.base_fields if n != "objected"}
        | {"objected": bool(stored.objected_on)}
        if stored
        else {}
    )
    form = ContactForm(request.POST or None, initial=initial)
    opened = open_edit_form(request, form, stored, create_url=reverse("clients:contact_new", args=[company_id]))
    if request.method == "POST" and form.is_valid():
        try:
            save_contact(
                company_id=company_id,
                contact_id=contact_id,
                by=by,
                at=timezone.now(),
                values=form.cleaned_data,
                seen=seen_values(opened),
            )
        except DomainError as refusal:
            add_form_errors(refusal, form)
        else:
            return redirect(_page(company_id))
    danger = reverse("clients:contact_delete", args=[company_id, contact_id]) if contact_id else ""
    return _show(
        request,
        form,
        _("Contact de %(name)s") % {"name": sheet.company.name},
        _page(company_id),
        danger,
        template="clients/contact.html",
        contact_id=contact_id,
    )


@require_POST
def contact_delete(request: HttpRequest, company_id: UUID, contact_id: UUID) -> HttpResponse:
    """Delete a contact of a company."""
    get_company(company_id=company_id, by=current_user(request))
    remove_contact(
        contact_id=contact_id, by=current_user(request), at=timezone.now(), seen=posted_seen_values(request, contact_id)
    )
    return redirect(_page(company_id))
