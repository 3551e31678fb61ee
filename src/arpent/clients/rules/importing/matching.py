"""Match rows with known companies and sites by SIRET, then SIREN, then name and town.

``MatchIndex`` contains stored records (see ``queries/import_matches.py``) and results of earlier rows.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from arpent.kernel.text import fold

from .values import Draft

MAX_NAME_KEY = 200


@dataclass(frozen=True)
class Match:
    """Result of a match. ``site_id`` None: known company, new site."""

    rule: str  # siret, siren, name_place: the keys of the import's options
    company_id: UUID
    site_id: UUID | None
    elsewhere: bool = False  # the file gives one SIRET to several places


@dataclass
class MatchIndex:
    """Index of companies and sites by identifying values."""

    by_siret: dict[str, tuple[UUID, UUID]] = field(default_factory=dict)  # (company, site)
    by_siren: dict[str, UUID] = field(default_factory=dict)
    by_name: dict[tuple[str, str], tuple[UUID, UUID, str]] = field(default_factory=dict)  # (company, site, SIRET/SIREN)
    sites_of: dict[UUID, dict[str, UUID]] = field(default_factory=lambda: defaultdict(dict))  # address key -> site
    town_of: dict[UUID, tuple[str, str]] = field(default_factory=dict)  # site -> (postcode, folded city)

    def find(self, draft: Draft) -> Match | None:
        """Return the match of the first matching rule, or None."""
        return self._match_siret(draft) or self._match_siren(draft) or self._match_name(draft)

    def _match_siret(self, draft: Draft) -> Match | None:
        siret = _text(draft.site, "siret")
        if not siret or siret not in self.by_siret:
            return None
        company, site = self.by_siret[siret]
        if not self._is_elsewhere(draft, site):
            return Match("siret", company, site)
        # One SIRET at several places: they stay separate sites instead of overwriting each other.
        return Match("siret", company, self.sites_of[company].get(_address_key_of(draft)), elsewhere=True)

    def _match_siren(self, draft: Draft) -> Match | None:
        siren = _text(draft.company, "siren")
        if not siren or siren not in self.by_siren:
            return None
        company = self.by_siren[siren]
        site = None if _text(draft.site, "siret") else self.sites_of[company].get(_address_key_of(draft))
        return Match("siren", company, site)

    def _match_name(self, draft: Draft) -> Match | None:
        """Match name and town, unless SIREN or SIRET differ. Rows without a town match only companies without one."""
        entry = self.by_name.get(_name_key_of(draft))
        if entry is None:
            return None
        company, site, number = entry
        siren, siret = _text(draft.company, "siren"), _text(draft.site, "siret")
        if siren and number and number[:9] != siren:
            return None
        if siret and len(number) == 14 and number != siret:
            return None
        return Match("name_place", company, site)

    def _is_elsewhere(self, draft: Draft, site: UUID) -> bool:
        """Return whether a row has another postcode and another city than the site with its SIRET."""
        postcode, city = _text(draft.site, "postcode"), fold(_text(draft.site, "city"))
        known_postcode, known_city = self.town_of.get(site, ("", ""))
        return bool(
            postcode and known_postcode and postcode != known_postcode and city and known_city and city != known_city
        )

    def remember(self, draft: Draft, company_id: UUID, site_id: UUID) -> None:
        """Add the result of a row for later rows."""
        siret, siren = _text(draft.site, "siret"), _text(draft.company, "siren")
        if siret:
            self.by_siret.setdefault(siret, (company_id, site_id))
        if siren:
            self.by_siren.setdefault(siren, company_id)
        self.sites_of[company_id].setdefault(_address_key_of(draft), site_id)
        self.town_of[site_id] = (_text(draft.site, "postcode"), fold(_text(draft.site, "city")))
        self.by_name.setdefault(_name_key_of(draft), (company_id, site_id, siret or siren))


def town_key(postcode: str, city: str) -> str:
    """Return the key of a town: postcode, else folded name."""
    return postcode or fold(city)


def address_key(address: str, postcode: str, city: str) -> str:
    """Return the key of an address within a company."""
    return f"{fold(address)}|{town_key(postcode, city)}"


def name_key(name: str) -> str:
    """Return a name in the format of ``Company.name_key``."""
    return fold(name)[:MAX_NAME_KEY]


def choose_plan(draft: Draft, match: Match | None, choices: dict[str, str]) -> str:
    """Return what is done with a row: reject, create, new_site, update or skip.

    ``choices``: update, skip or create by match rule. A known company at an unknown place gets a new site, unless its
    rule skips.
    """
    if draft.rejected:
        return "reject"
    if match is None:
        return "create"
    choice = str(choices[match.rule])
    if match.site_id is None:
        return "skip" if choice == "skip" else "new_site"
    return choice


def _text(values: dict[str, object], name: str) -> str:
    return str(values.get(name, ""))


def _address_key_of(draft: Draft) -> str:
    return address_key(*(_text(draft.site, k) for k in ("address", "postcode", "city")))


def _name_key_of(draft: Draft) -> tuple[str, str]:
    town = town_key(_text(draft.site, "postcode"), _text(draft.site, "city"))
    return name_key(_text(draft.company, "name")), town
