"""Fragments of tasks on pages of customers, records of higher domains, and the page of today."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from arpent.clients.public import get_company_name, get_contact
from arpent.kernel.errors import NotFound
from arpent.kernel.record_links import find_record_link
from arpent.web.session import current_user, is_access_checked

from ..queries import TodoRow, list_company_todos, list_contact_todos, list_due_todos, list_record_todos


def _panel(request: HttpRequest, rows: Sequence[TodoRow], query: str, back: str) -> HttpResponse:
    return render(request, "todos/panel.html", {"rows": rows, "query": query, "back": back})


@require_GET
def company_panel(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Show the open tasks about a company. Raise NotFound for one out of reach."""
    by, today = current_user(request), timezone.localdate()
    if not is_access_checked(request, company_id) and get_company_name(company_id=company_id, by=by) is None:
        raise NotFound("company")
    rows = list_company_todos(by=by, company_id=company_id, today=today)
    return _panel(request, rows, f"company={company_id}", reverse("clients:company", args=[company_id]))


@require_GET
def contact_panel(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Show the open tasks about a contact. Raise NotFound for one out of reach."""
    by, today = current_user(request), timezone.localdate()
    contact = get_contact(contact_id=contact_id, by=by)
    if contact is None:
        raise NotFound("contact")
    rows = list_contact_todos(by=by, contact_id=contact_id, today=today)
    return _panel(request, rows, f"contact={contact_id}", reverse("clients:company", args=[contact.company_id]))


def _record_panel(request: HttpRequest, code: str, record_id: UUID) -> HttpResponse:
    by, today = current_user(request), timezone.localdate()
    link = find_record_link(code)
    if link is None or record_id not in link.names(by, [record_id]):
        raise NotFound("record")
    rows = list_record_todos(by=by, record_type=code, record_id=record_id, today=today)
    return _panel(request, rows, f"about={code}&record={record_id}", reverse(link.url_name, args=[record_id]))


@require_GET
def deal_panel(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Show the open tasks about a deal."""
    return _record_panel(request, "deal", deal_id)


@require_GET
def offer_panel(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Show the open tasks about an offer."""
    return _record_panel(request, "offer", offer_id)


@require_GET
def today_panel(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show a person's tasks that are late or due today. Raise NotFound for somebody else's."""
    by = current_user(request)
    if person_id != by.pk:
        raise NotFound("person")
    rows = list_due_todos(by=by, today=timezone.localdate())
    return render(request, "todos/today_panel.html", {"rows": rows, "back": "/"})
