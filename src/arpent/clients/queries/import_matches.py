"""Load companies and sites that import rows may match."""

from collections.abc import Sequence

from arpent.kernel.text import fold
from arpent.people.public import User

from ..models import Company, Site
from ..rules.importing.matching import MatchIndex, address_key, name_key, town_key
from ..rules.importing.values import Draft


def load_matches(index: MatchIndex, drafts: Sequence[Draft], *, by: User) -> None:
    """Add to an index everything visible that a batch of rows may match. Five queries."""
    sirets = [str(d.site["siret"]) for d in drafts if d.site.get("siret")]
    sirens = [str(d.company["siren"]) for d in drafts if d.company.get("siren")]
    names = [name_key(str(d.company.get("name", ""))) for d in drafts]
    sites = Site.objects.visible_to(by)
    for pk, company, siret in sites.filter(siret__in=sirets).values_list("pk", "company_id", "siret"):
        index.by_siret.setdefault(siret, (company, pk))
    companies = Company.objects.visible_to(by)
    for pk, siren in companies.filter(siren__in=sirens).order_by("created_at", "id").values_list("pk", "siren"):
        index.by_siren.setdefault(siren, pk)
    named = dict(companies.filter(name_key__in=names).values_list("pk", "name_key"))
    sirens_of = dict(companies.filter(pk__in=named).values_list("pk", "siren"))
    known = set(named) | set(index.by_siren.values()) | {company for company, _ in index.by_siret.values()}
    rows = sites.filter(company_id__in=known).values_list("pk", "company_id", "address", "postcode", "city", "siret")
    for pk, company, address, postcode, city, siret in rows:
        index.sites_of[company].setdefault(address_key(address, postcode, city), pk)
        index.town_of[pk] = (postcode, fold(city))
        if company in named:
            key = (named[company], town_key(postcode, city))
            index.by_name.setdefault(key, (company, pk, siret or sirens_of.get(company, "")))
