"""Write one batch of an import in a few statements."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.database.lengths import fitted
from arpent.imports.public import ImportFile
from arpent.kernel.coordinates import Point
from arpent.kernel.events import publish
from arpent.kernel.ids import new_id
from arpent.kernel.periods import Window
from arpent.kernel.text import fold
from arpent.people.public import User

from ...events import CompaniesPlaced
from ...models import Company, CompanyTag, Contact, OpeningWindow, SearchEntry, Site, TimelineEntry
from ...rules.importing.matching import MatchIndex
from ...rules.importing.values import Draft
from ...rules.opening import spread_days
from ..indexing import derive, refresh_companies
from ..sites import write_windows


@dataclass(frozen=True)
class RowUpdate:
    """A row that updates a known company and site."""

    draft: Draft
    company_id: UUID
    site_id: UUID
    point: Point | None
    precision: str
    commune: str


@dataclass(frozen=True)
class StoredRecords:
    """Records that matched rows may change, by id; contacts by company and folded name, notes by company."""

    companies: dict[UUID, Company]
    sites: dict[UUID, Site]
    contacts: dict[tuple[UUID, str], Contact]
    hours: dict[UUID, list[tuple[int, Window]]]
    notes: dict[UUID, set[str]]


class BatchWriter:
    """Collects the creations and updates of one batch, and writes them in a few statements."""

    def __init__(self, file: ImportFile, by: User, at: dt.datetime, owners: dict[str, UUID]) -> None:
        self.file, self.by, self.at, self.owners = file, by, at, owners
        self.matcher = MatchIndex()
        self.companies: list[Company] = []
        self.sites: list[Site] = []
        self.contacts: list[Contact] = []
        self.tags: list[CompanyTag] = []
        self.notes: list[TimelineEntry] = []
        self.windows: dict[UUID, Any] = {}
        self.updates: list[RowUpdate] = []
        self.touched: dict[UUID, None] = {}
        # Changed records with their columns, written at the end of the batch.
        self.changed: dict[Any, tuple[Any, set[str]]] = {}
        self.emptied: set[UUID] = set()
        self.created_ids: set[UUID] = set()

    def create(self, draft: Draft, point: Point | None, precision: str, commune: str) -> None:
        """Add a company with its site, contact, tags, note and hours."""
        values: dict[str, Any] = {"relationship": self.file.options["relationship"], **draft.company}
        owner = self._owner(draft)
        company = Company(
            id=new_id(),
            owner_id=owner,
            created_at=self.at,
            source_on=localdate(self.at),
            **{"source": self.file.options.get("source") or fitted(Company, "source", self.file.name), **values},
        )
        company.name_key = fitted(Company, "name_key", fold(company.name))
        self.companies.append(company)
        self.created_ids.add(company.pk)
        self.add_site(draft, company.pk, point, precision, commune, main=True)
        self._details(draft, company.pk)

    def add_site(
        self, draft: Draft, company_id: UUID, point: Point | None, precision: str, commune: str, *, main: bool = False
    ) -> None:
        """Add a site to a known or new company, with the row's contact, tags and note unless it is the main one."""
        values: dict[str, Any] = {k: v for k, v in draft.site.items() if k not in ("lat", "lon", "commune_code")}
        if not main:
            values.setdefault("name", draft.company.get("name", ""))
        site = Site(id=new_id(), company_id=company_id, is_main=main, commune_code=commune, **values)
        self._put(site, draft, point, precision)
        self.sites.append(site)
        self.matcher.remember(draft, company_id, site.pk)
        if not main:
            if company_id not in self.created_ids:
                self.touched[company_id] = None
            self._details(draft, company_id)

    def _put(self, site: Site, draft: Draft, point: Point | None, precision: str) -> None:
        site.precision = precision
        if point:
            site.lat, site.lon = point.lat, point.lon
        if draft.opening:
            site.hours_known, site.hours_confirmed_on = True, localdate(self.at)
            self.windows[site.pk] = draft.opening

    def _details(self, draft: Draft, company_id: UUID) -> None:
        if draft.contact:
            self._add_contact(draft, company_id)
        self.tags += [CompanyTag(company_id=company_id, name=t) for t in dict.fromkeys(draft.tags)]
        if draft.note:
            self._add_note(draft, company_id)

    def _add_contact(self, draft: Draft, company_id: UUID) -> None:
        values: dict[str, Any] = {"last_name": "", **draft.contact}
        if not values["last_name"]:
            values["first_name"], values["last_name"] = "", values.get("first_name", "")
        source = {"source": fitted(Contact, "source", self.file.name), "source_on": localdate(self.at)}
        self.contacts.append(Contact(id=new_id(), company_id=company_id, **source, **values))

    def _add_note(self, draft: Draft, company_id: UUID) -> None:
        self.notes.append(
            TimelineEntry(
                company_id=company_id,
                at=self.at,
                kind=TimelineEntry.Kind.IMPORT,
                title=self.file.name,
                body=draft.note,
                person=self.by,
            )
        )

    def _owner(self, draft: Draft) -> UUID | None:
        if draft.owner_text:
            matching = self.owners.get(fold(draft.owner_text))
            if matching:
                return matching
            draft.problems.append(("owner", draft.owner_text))
        return UUID(self.file.options["owner"]) if self.file.options.get("owner") else None

    def flush(self) -> tuple[int, int]:
        """Write the batch; return the numbers of updated and unchanged matched rows."""
        lines = self._derive_fresh()
        Company.objects.bulk_create(self.companies, batch_size=250)
        Site.objects.bulk_create(self.sites, batch_size=250)
        SearchEntry.objects.bulk_create(lines, batch_size=500)
        updated, unchanged = self._apply_updates()
        Contact.objects.bulk_create(self.contacts, batch_size=250)
        self._write_tags()
        TimelineEntry.objects.bulk_create(self.notes, batch_size=250)
        write_windows(self.windows)
        refresh_companies(self.touched, today=localdate(self.at))
        placed = (*self.touched, *(c.pk for c in self.companies if c.pk not in self.touched))
        if placed:
            publish(CompaniesPlaced(placed))
        return updated, unchanged

    def _derive_fresh(self) -> list[SearchEntry]:
        """Set derived values of new companies before their single insert."""
        sites, contacts = defaultdict(list), defaultdict(list)
        for site in self.sites:
            sites[site.company_id].append(site)
        for contact in self.contacts:
            contacts[contact.company_id].append(contact)
        lines = []
        for company in self.companies:
            lines += derive(company, sites[company.pk], contacts[company.pk], localdate(self.at))
        return lines

    def _write_tags(self) -> None:
        if not self.tags:
            return
        ids = {t.company_id for t in self.tags}
        existing = set(
            CompanyTag.objects.visible_to(self.by).filter(company_id__in=ids).values_list("company_id", "name")
        )
        new_tags = {(t.company_id, t.name): t for t in self.tags if (t.company_id, t.name) not in existing}
        CompanyTag.objects.bulk_create(new_tags.values(), batch_size=250)

    def _apply_updates(self) -> tuple[int, int]:
        """Apply matched rows to their records; return the numbers of changed and unchanged rows."""
        if not self.updates:
            return 0, 0
        stored = self._load_stored()
        updated = sum(self._update(update, stored) for update in self.updates)
        self._write_changes()
        return updated, len(self.updates) - updated

    def _load_stored(self) -> StoredRecords:
        """Return the records that matched rows update, in five queries."""
        company_ids = [u.company_id for u in self.updates]
        sites = Site.objects.visible_to(self.by).in_bulk([u.site_id for u in self.updates])
        contacts = Contact.objects.visible_to(self.by).filter(company_id__in=company_ids)
        hours: dict[UUID, list[tuple[int, Window]]] = defaultdict(list)
        for w in OpeningWindow.objects.visible_to(self.by).filter(site_id__in=sites):
            hours[w.site_id].append((w.days, Window(w.start, w.end)))
        return StoredRecords(
            Company.objects.visible_to(self.by).in_bulk(company_ids),
            sites,
            {(c.company_id, fold(c.full_name)): c for c in contacts},
            hours,
            self._notes([u.company_id for u in self.updates if u.draft.note]),
        )

    def _update(self, update: RowUpdate, stored: StoredRecords) -> bool:
        """Apply one row; return whether anything changed."""
        draft, company_id, site = update.draft, update.company_id, stored.sites[update.site_id]
        changed = self._update_company(draft, stored.companies[company_id])
        changed |= self._fill(site, self._site_values(update, site))
        changed |= self._update_hours(draft, site, stored.hours[site.pk])
        changed |= self._update_contact(draft, company_id, stored.contacts)
        self.tags += [CompanyTag(company_id=company_id, name=t) for t in draft.tags]
        if draft.note and draft.note not in stored.notes[company_id]:
            stored.notes[company_id].add(draft.note)
            self._add_note(draft, company_id)
            changed = True
        if changed:
            self.touched[company_id] = None
        return changed

    def _update_company(self, draft: Draft, company: Company) -> bool:
        """Set a company's values, except name and source; the last visit only moves forward."""
        values = {k: v for k, v in draft.company.items() if k not in ("name", "source")}
        visited = values.get("last_visit_on")
        if visited and company.last_visit_on and str(visited) <= str(company.last_visit_on):
            values.pop("last_visit_on")
        return self._fill(company, values)

    def _update_contact(self, draft: Draft, company_id: UUID, contacts: dict[tuple[UUID, str], Contact]) -> bool:
        """Fill empty values of the contact of the same name, or add the contact."""
        key = (company_id, fold(_full_name(draft)))
        contact = contacts.get(key)
        if contact is not None:
            return self._fill(contact, {k: v for k, v in draft.contact.items() if not getattr(contact, k)})
        if not draft.contact:
            return False
        self._add_contact(draft, company_id)
        contacts[key] = self.contacts[-1]
        return True

    def _write_changes(self) -> None:
        """Write changed records, one statement per table and set of columns."""
        if self.emptied:
            OpeningWindow.objects.visible_to(self.by).filter(site__in=self.emptied).delete()
        groups: dict[tuple[Any, tuple[str, ...]], list[Any]] = defaultdict(list)
        new_contacts = {id(c) for c in self.contacts}
        for record, columns in self.changed.values():
            if id(record) not in new_contacts:
                groups[type(record), tuple(sorted(columns))].append(record)
        for (model, names), records in groups.items():
            model.objects.visible_to(self.by).bulk_update(records, names, batch_size=100)

    def _site_values(self, update: RowUpdate, site: Site) -> dict[str, Any]:
        """Return the site's new values; a new address has a new point."""
        draft, point, precision, commune = update.draft, update.point, update.precision, update.commune
        values: dict[str, Any] = {k: v for k, v in draft.site.items() if k not in ("lat", "lon", "commune_code")}
        moved = any(values.get(k) and values[k] != getattr(site, k) for k in ("postcode", "city"))
        better = site.lat is None or (precision == "point" and site.precision == "commune")
        if point is not None and (moved or better):
            values |= {"lat": point.lat, "lon": point.lon, "precision": precision, "commune_code": commune}
        return values

    def _update_hours(self, draft: Draft, site: Site, existing: list[tuple[int, Window]]) -> bool:
        if draft.opening is None:
            return False
        if site.hours_known and spread_days(existing) == draft.opening:
            return False
        self.emptied.add(site.pk)
        self.windows[site.pk] = draft.opening
        return self._fill(site, {"hours_known": True, "hours_confirmed_on": localdate(self.at)})

    def _notes(self, company_ids: list[UUID]) -> dict[UUID, set[str]]:
        """Return the notes of earlier imports by company."""
        rows = TimelineEntry.objects.visible_to(self.by).filter(company__in=company_ids, kind=TimelineEntry.Kind.IMPORT)
        notes: dict[UUID, set[str]] = defaultdict(set)
        for company_id, body in rows.values_list("company_id", "body") if company_ids else ():
            notes[company_id].add(body)
        return notes

    def _fill(self, record: Any, values: dict[str, Any]) -> bool:
        """Set values that differ; empty cells never overwrite."""
        changed = {n for n, v in values.items() if v not in ("", None) and getattr(record, n) != v}
        for name in changed:
            setattr(record, name, values[name])
        if changed:
            _record, columns = self.changed.setdefault((type(record), record.pk), (record, set()))
            columns |= changed
        return bool(changed)


def _full_name(draft: Draft) -> str:
    return f"{draft.contact.get('first_name', '')} {draft.contact.get('last_name', '')}".strip()
