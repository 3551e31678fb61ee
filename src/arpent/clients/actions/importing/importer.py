"""Importer of companies: a row is a company with site, contact and hours."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arpent.imports.permissions import ImportPermission
from arpent.imports.public import BATCH, ImportCounts, ImporterTexts, ImportFile, ImportOption, Rows, company_columns
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import new_id
from arpent.kernel.text import fold
from arpent.people.public import Scope, User, list_negotiators

from ...messages import FIELD_LABELS, PROBLEMS
from ...models import Company
from ...queries.import_matches import load_matches
from ...rules.importing.matching import MatchIndex
from ...rules.importing.values import REJECTING, Draft
from .deciding import decide, drafts_of, locate
from .screening import Screen
from .writing import BatchWriter, RowUpdate

CHOICES = [("update", _("compléter la fiche")), ("skip", _("laisser de côté")), ("create", _("créer quand même"))]
SAMPLES, TWINS = 12, 50


class CompanyImporter:
    """Importer of companies; see `arpent.imports.actions.importers.Importer`."""

    code, permission, columns = "companies", ImportPermission.IMPORT_FILE, company_columns()
    many: frozenset[str] = frozenset()
    rejecting = REJECTING

    def screen(self) -> ImporterTexts:
        """Return the texts and templates of companies."""
        return ImporterTexts(
            _("Importer un fichier commercial"),
            _(
                "Odoo, Salesforce, HubSpot, Dolibarr, Sage, EBP, Sirene : les colonnes sont reconnues. Rien n’est écrit"
                " avant votre accord, et tout import peut être annulé."
            ),
            _("Si la ligne ressemble à une fiche connue"),
            FIELD_LABELS,
            PROBLEMS,
            "clients/import",
            "clients:list",
        )

    def options(self, by: User) -> list[ImportOption]:
        """Return the options: action by match rule, defaults, natural persons."""
        people = [("", _("personne")), *((str(p.pk), p.full_name) for p in list_negotiators(by=by))]
        return [
            ImportOption("siret", _("Même SIRET"), CHOICES),
            ImportOption("siren", _("Même SIREN, même adresse"), CHOICES),
            ImportOption("name_place", _("Même nom, même code postal"), CHOICES),
            ImportOption("relationship", _("Relation par défaut"), Company.Relationship.choices),
            ImportOption("owner", _("Commercial par défaut"), people, required=False),
            ImportOption("source", _("Source des données"), required=False),
            ImportOption(
                "natural_persons",
                _("Faire entrer aussi les personnes physiques (entrepreneurs individuels)"),
                is_yes=True,
            ),
        ]

    def defaults(self, by: User, day: dt.date) -> dict[str, Any]:
        """Return the default action by match rule; a known SIREN at an unknown place creates a site."""
        return {
            "siret": "update",
            "siren": "update",
            "name_place": "update",
            "natural_persons": False,
            "owner": str(by.pk),
            "relationship": "suspect",
            "source": "",
        }

    def validate_options(self, *, mapping: dict[str, str], options: dict[str, Any], by: User) -> dict[str, Any]:
        """Return the options as stored.

        Raise DomainError "imports.name_needed", "imports.no_such_field", "clients.wrong_relationship",
        "imports.owner_needed" (no owner, and the person's permission does not have the scope "all"), NotFound for an
        owner whom the person may not choose.
        """
        if "name" not in mapping.values() and "person_name" not in mapping.values():
            raise DomainError("imports.name_needed")
        if any(options[rule] not in dict(CHOICES) for rule in ("siret", "siren", "name_place")):
            raise DomainError("imports.no_such_field")
        if options["relationship"] not in Company.Relationship.values:
            raise DomainError("clients.wrong_relationship")
        people = {str(p.pk) for p in list_negotiators(by=by, permission=ImportPermission.IMPORT_FILE)}
        if options["owner"] and options["owner"] not in people:
            raise NotFound("person")
        if not options["owner"] and by.scope(ImportPermission.IMPORT_FILE) != Scope.ALL:
            raise DomainError("imports.owner_needed")
        return options

    def parse_rows(self, file: ImportFile, start: int = 0) -> Iterator[tuple[Draft, list[str]]]:
        """Yield (draft, cells) of the companies."""
        return drafts_of(file, start)

    def check(
        self, file: ImportFile, by: User, on_progress: Callable[[int], None] | None
    ) -> tuple[ImportCounts, dict[str, Any]]:
        """Count rows, problems and duplicates without writing; return the counts, the first rows and the duplicates."""
        counts, matcher, screen = ImportCounts(), MatchIndex(), Screen()
        first: list[dict[str, Any]] = []
        twins: list[dict[str, Any]] = []
        rows_of: dict[UUID, int] = {}  # the row that would create a company
        drafts = drafts_of(file)
        while batch := list(islice(drafts, BATCH)):
            load_matches(matcher, [d for d, _ in batch], by=by)
            for draft, _cells in batch:
                screen.apply(draft, counts)
                match = None if draft.rejected else matcher.find(draft)
                plan = decide(draft, match, file.options, counts)
                location = locate(draft)
                if plan != "reject":
                    counts.located[location[1] if location[1] in ("point", "commune") else "none"] += 1
                if match and not draft.forgotten and len(twins) < TWINS:
                    twins.append(
                        {
                            "row": draft.row,
                            "plan": plan,
                            "name": str(draft.company.get("name", "")),
                            "rule": match.rule,
                            "city": str(draft.site.get("city", "")),
                            "company": match.company_id,
                        }
                    )
                if plan == "create":
                    rows_of[company := new_id()] = draft.row
                    matcher.remember(draft, company, new_id())
                elif plan == "new_site" and match:
                    matcher.remember(draft, match.company_id, new_id())
                if len(first) < SAMPLES and not draft.forgotten:
                    first.append(
                        {
                            "row": draft.row,
                            "plan": plan,
                            "company": _shown(draft.company),
                            "site": _shown(draft.site),
                            "contact": _shown(draft.contact),
                            "precision": location[1],
                            "problems": [list(p) for p in draft.problems],
                        }
                    )
            if on_progress:
                on_progress(counts.rows)
        return counts, {"sample": first, "twins": _named(twins, rows_of, by)}

    def prepare(self, file: ImportFile, by: User) -> dict[str, UUID]:
        """Return the users that owner columns may name, by folded e-mail, full name (both orders) and last name."""
        people = list_negotiators(by=by, permission=ImportPermission.IMPORT_FILE)
        index: dict[str, UUID] = {}
        for p in people:
            for text in (p.email, p.full_name, f"{p.last_name} {p.first_name}", p.last_name):
                index.setdefault(fold(text), p.pk)
        return index

    def write(
        self, file: ImportFile, batch: Rows, counts: ImportCounts, by: User, at: dt.datetime, context: dict[str, UUID]
    ) -> None:
        """Write one batch of companies and count its rows."""
        writer = BatchWriter(file, by, at, context)
        load_matches(writer.matcher, [d for d, _ in batch], by=by)
        screen = Screen()
        for draft, _cells in batch:
            screen.apply(draft, counts)
            match = None if draft.rejected else writer.matcher.find(draft)
            plan = decide(draft, match, file.options, counts)
            if plan == "reject":
                continue
            point, precision, commune = locate(draft)
            counts.located[precision if precision in ("point", "commune") else "none"] += 1
            if match is None or plan == "create":
                writer.create(draft, point, precision, commune)
            elif plan == "new_site":
                writer.add_site(draft, match.company_id, point, precision, commune)
            elif plan == "update" and match.site_id:
                writer.updates.append(RowUpdate(draft, match.company_id, match.site_id, point, precision, commune))
        updated, unchanged = writer.flush()
        counts.updated += updated
        counts.unchanged += unchanged

    def write_prerequisites(self, context: Any, by: User) -> None:
        """Do nothing: companies need no prior records."""

    def finish(self, file: ImportFile, by: User, context: Any) -> list[tuple[str, DomainError]]:
        """Return no warnings: an empty list."""
        return []


def _named(twins: list[dict[str, Any]], rows_of: dict[UUID, int], by: User) -> list[dict[str, Any]]:
    """Return the duplicates with the row or company they match."""
    known = Company.objects.visible_to(by).in_bulk([t["company"] for t in twins if t["company"] not in rows_of])
    return [
        {
            **t,
            "company": "",
            "twin_row": rows_of.get(t["company"]),
            "twin": known[t["company"]].name if t["company"] in known else "",
        }
        for t in twins
    ]


def _shown(values: dict[str, object]) -> dict[str, str]:
    return {k: str(v) for k, v in values.items()}
