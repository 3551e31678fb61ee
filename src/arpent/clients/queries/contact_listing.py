"""List of contacts: filters and rows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from arpent.kernel.ids import parse_id
from arpent.kernel.text import digits, fold
from arpent.people.public import User

from ..models import Contact, SearchEntry
from .search import lines_with, search


@dataclass(frozen=True)
class ContactFilter:
    """Filters of the list of contacts, from query parameters. ``owner``: id of the owner of the company.

    ``reach``: "phone", "email" (contacts who have one), "none" (neither), "objected" (not to be contacted) or "".
    """

    text: str = ""
    owner: str = ""
    relationship: str = ""
    reach: str = ""


def listed_contacts(*, by: User, criteria: ContactFilter, today: dt.date) -> QuerySet[Contact]:
    """Return the visible filtered contacts with their company and its owner, unordered."""
    rows = Contact.objects.visible_to(by).select_related("company", "company__owner")
    if criteria.text:
        rows = rows.filter(pk__in=_found(by, criteria.text)) | rows.filter(company__in=_companies(by, criteria.text))
    if criteria.owner:
        rows = rows.filter(company__owner_id=parse_id(criteria.owner))
    if criteria.relationship:
        rows = rows.filter(company__relationship=criteria.relationship)
    if criteria.reach == "phone":
        rows = rows.exclude(phone="", mobile="")
    elif criteria.reach == "email":
        rows = rows.exclude(email="")
    elif criteria.reach == "none":
        rows = rows.filter(phone="", mobile="", email="")
    elif criteria.reach == "objected":
        rows = rows.filter(objected_on__isnull=False)
    return rows


def _found(by: User, text: str) -> Any:
    """Return, as a subquery, the contacts whose search line contains each word, or a number of four digits or more."""
    lines = SearchEntry.objects.visible_to(by).filter(kind="contact")
    number = digits(text)
    words = [number] if len(number) >= 4 and not any(c.isalpha() for c in text) else fold(text).split()
    return lines_with(lines, words).values("record_id") if words else lines.none().values("record_id")


def _companies(by: User, text: str) -> list[UUID]:
    """Return the companies that a text names, typing errors forgiven."""
    return [h.company_id for h in search(by=by, text=text, limit=50) if h.kind == "company"]
