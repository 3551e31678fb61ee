"""Find known companies that a company being created may duplicate."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from arpent.people.public import User

from ..models import Company, Site
from ..rules.duplicates import DuplicateReason, Identity, comparable_name, compare
from .search import search

CANDIDATES = 40


@dataclass(frozen=True)
class Duplicate:
    """A known company that may be the one being created, and the value that they share."""

    company: Company
    city: str
    reason: DuplicateReason

    @property
    def label(self) -> str:
        """Return "name · town"."""
        return " · ".join(x for x in (self.company.name, self.city) if x)


def find_duplicates(*, by: User, identity: Identity, limit: int = 3) -> list[Duplicate]:
    """Return the visible companies that may be the one being created, likeliest first. A constant number of queries."""
    same = Q()
    for name in ("siren", "phone", "email"):
        if value := getattr(identity, name):
            same |= Q(**{name: value})
    rows = Company.objects.visible_to(by).select_related("owner")
    companies = {c.pk: c for c in rows.filter(same).order_by("created_at", "pk")[:CANDIDATES]} if same else {}
    named = {hit.company_id for text in _searched(identity.name) for hit in search(by=by, text=text, limit=CANDIDATES)}
    companies |= rows.in_bulk(named - companies.keys())
    places = _main_places(by, list(companies))
    found = []
    for pk, company in companies.items():
        postcode, city = places.get(pk, ("", ""))
        name = comparable_name(company.name)
        known = Identity(name, company.siren, company.phone, company.email, postcode)
        if result := compare(identity, known):
            reason, likelihood = result
            found.append((-likelihood, company.name, Duplicate(company, city, reason)))
    return [duplicate for _, _, duplicate in sorted(found, key=lambda row: row[:2])[:limit]]


def _searched(name: str) -> list[str]:
    """Return the texts to search for a name: all of it, and its two longest words, for an error in a short one."""
    longest = " ".join(sorted((w for w in name.split() if len(w) > 2), key=len)[-2:])
    return list(dict.fromkeys(t for t in (name, longest) if t))


def _main_places(by: User, companies: list[UUID]) -> dict[UUID, tuple[str, str]]:
    sites = Site.objects.visible_to(by).filter(company_id__in=companies, is_main=True)
    return {pk: (postcode, city) for pk, postcode, city in sites.values_list("company_id", "postcode", "city")}
