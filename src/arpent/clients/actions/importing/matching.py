"""Which company and site a row of a file is, among those in the base and those already met in the file."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from arpent.kernel.text import fold
from arpent.people.public import User

from ...models import Company, Site
from ...rules.importing.values import Draft

RULES = ("siret", "siren", "name_place")


@dataclass(frozen=True)
class Match:
    """What a row matches: by which rule, and whether the site itself is known or only its company."""

    rule: str
    company_id: UUID
    site_id: UUID | None
    elsewhere: bool = False  # the file gives one SIRET to several places


@dataclass
class Matcher:
    """Finds matches for one batch of drafts; sees what ``by`` may see, and remembers what the file brought."""

    by: User

    def __post_init__(self) -> None:
        self.by_siret: dict[str, tuple[UUID, UUID]] = {}
        self.by_siren: dict[str, UUID] = {}
        self.sites_of: dict[UUID, dict[str, UUID]] = defaultdict(dict)
        self.by_name: dict[tuple[str, str], tuple[UUID, UUID, str]] = {}
        self.place_of: dict[UUID, tuple[str, str]] = {}

    def load(self, drafts: list[Draft]) -> None:
        """Read from the base, in four queries, all that the batch may match."""
        sirets = [str(d.site["siret"]) for d in drafts if d.site.get("siret")]
        sirens = [str(d.company["siren"]) for d in drafts if d.company.get("siren")]
        names = [fold(str(d.company.get("name", "")))[:200] for d in drafts]
        sites = Site.objects.visible_to(self.by)
        for pk, company, siret in sites.filter(siret__in=sirets).values_list("pk", "company_id", "siret"):
            self.by_siret.setdefault(siret, (company, pk))
        companies = Company.objects.visible_to(self.by)
        for pk, siren in companies.filter(siren__in=sirens).order_by("created_at", "id").values_list("pk", "siren"):
            self.by_siren.setdefault(siren, pk)
        named = dict(companies.filter(name_key__in=names).values_list("pk", "name_key"))
        sirens_of = dict(companies.filter(pk__in=named).values_list("pk", "siren"))
        known = set(named) | set(self.by_siren.values()) | {company for company, _ in self.by_siret.values()}
        found = sites.filter(company_id__in=known).values_list(
            "pk", "company_id", "address", "postcode", "city", "siret"
        )
        for pk, company, address, postcode, city, siret in found:
            self.sites_of[company].setdefault(place_key(address, postcode, city), pk)
            self.place_of[pk] = (postcode, fold(city))
            if company in named:
                key = (named[company], place(postcode, city))
                self.by_name.setdefault(key, (company, pk, siret or sirens_of.get(company, "")))

    def find(self, draft: Draft) -> Match | None:
        """Return the match of a draft by the first rule that finds one."""
        siret, siren = str(draft.site.get("siret", "")), str(draft.company.get("siren", ""))
        key = _draft_place_key(draft)
        if siret and siret in self.by_siret:
            company, bearer = self.by_siret[siret]
            if not self._elsewhere(draft, bearer):
                return Match("siret", company, bearer)
            # One SIRET at several places: the places are kept apart rather than written over each other.
            return Match("siret", company, self.sites_of[company].get(key), elsewhere=True)
        if siren and siren in self.by_siren:
            company = self.by_siren[siren]
            site = None if siret else self.sites_of[company].get(key)
            return Match("siren", company, site)
        name = fold(str(draft.company.get("name", "")))[:200]
        spot = place(str(draft.site.get("postcode", "")), str(draft.site.get("city", "")))
        hit = self.by_name.get((name, spot))  # without a place: a namesake without one either
        if (
            hit
            and not (siren and hit[2] and hit[2][:9] != siren)
            and not (siret and len(hit[2]) == 14 and hit[2] != siret)
        ):
            return Match("name_place", hit[0], hit[1])
        return None

    def _elsewhere(self, draft: Draft, site: UUID) -> bool:
        """Return whether a row gives a known SIRET another postcode and town than the site that bears it."""
        postcode, city = str(draft.site.get("postcode", "")), fold(str(draft.site.get("city", "")))
        known_postcode, known_city = self.place_of.get(site, ("", ""))
        return bool(
            postcode and known_postcode and postcode != known_postcode and city and known_city and city != known_city
        )

    def remember(self, draft: Draft, company_id: UUID, site_id: UUID) -> None:
        """Note what a draft became, so that later rows of the file match it."""
        siret, siren = str(draft.site.get("siret", "")), str(draft.company.get("siren", ""))
        if siret:
            self.by_siret.setdefault(siret, (company_id, site_id))
        if siren:
            self.by_siren.setdefault(siren, company_id)
        self.sites_of[company_id].setdefault(_draft_place_key(draft), site_id)
        self.place_of[site_id] = (str(draft.site.get("postcode", "")), fold(str(draft.site.get("city", ""))))
        name = fold(str(draft.company.get("name", "")))[:200]
        spot = place(str(draft.site.get("postcode", "")), str(draft.site.get("city", "")))
        self.by_name.setdefault((name, spot), (company_id, site_id, siret or siren))


def place(postcode: str, city: str) -> str:
    return postcode or fold(city)


def place_key(address: str, postcode: str, city: str) -> str:
    return f"{fold(address)}|{place(postcode, city)}"


def _draft_place_key(draft: Draft) -> str:
    return place_key(*(str(draft.site.get(k, "")) for k in ("address", "postcode", "city")))
