"""Products as the wizard reads them: a row is a product with its sheet and its price."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arpent.imports.public import BATCH, Columns, ImportOption, ImportScreen, Tally, import_path, iter_rows
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import Permission, User

from ...messages import PRODUCT_FIELDS, PRODUCT_PROBLEMS
from ...models import Product
from ...queries.families import check_of, families_using, list_families
from ...queries.products import list_period_choices, usual_period
from ...rules.product_rows import CHARACTERISTIC, REJECTING, SYNONYMS, ProductDraft, read_product
from .structure import Structure, plan_structure, read_columns, save_structure, show_structure
from .writing import decide, write_products

SAMPLES = 12


class ProductFile:
    """The catalogue: matched by reference, each further column a characteristic of its family."""

    code, act = "products", Permission.CHANGE_CATALOGUE
    columns = Columns(SYNONYMS, rest=CHARACTERISTIC)
    many = frozenset({CHARACTERISTIC})
    rejecting = REJECTING

    def screen(self) -> ImportScreen:
        return ImportScreen(
            _("Importer des produits"),
            _(
                "Référence et désignation suffisent. Toute autre colonne devient une caractéristique, avec l’unité"
                " entre parenthèses : « Débit (m³/h) ». Rien n’est écrit avant votre accord, et tout import peut être"
                " annulé."
            ),
            _("Où vont les produits"),
            PRODUCT_FIELDS,
            PRODUCT_PROBLEMS,
            "catalogue/import_preview.html",
            "catalogue/import_report.html",
            "catalogue:home",
        )

    def options(self, by: User) -> list[ImportOption]:
        families = [("", _("celle de la colonne Famille")), *((str(f.pk), f.name) for f in list_families(by=by))]
        periods = [("", _("aucun")), *list_period_choices(by=by)]
        known = [("update", _("compléter le produit")), ("skip", _("laisser de côté"))]
        return [
            ImportOption("known", _("Même référence"), known),
            ImportOption("family", _("Famille des lignes qui n’en disent pas"), families, required=False),
            ImportOption("period", _("Tarif où vont les prix"), periods, required=False),
        ]

    def defaults(self, by: User, day: dt.date) -> dict[str, Any]:
        period = usual_period(by=by, day=day)
        return {"known": "update", "family": "", "family_name": "", "period": str(period) if period else ""}

    def settle(self, *, mapping: dict[str, str], options: dict[str, Any], by: User) -> dict[str, Any]:
        held = set(mapping.values())
        for needed in ("reference", "name"):
            if needed not in held:
                raise DomainError(f"catalogue.column_{needed}")
        families = {str(f.pk): f.name for f in list_families(by=by)}
        if options["family"] and options["family"] not in families:
            raise NotFound("family")
        if not options["family"] and "family" not in held:
            raise DomainError("catalogue.column_family")
        if options["known"] not in ("update", "skip"):
            raise DomainError("imports.no_such_field")
        if options["period"] and options["period"] not in dict(list_period_choices(by=by)):
            raise NotFound("period")
        if "price" in held and not options["period"]:
            raise DomainError("catalogue.column_period")
        return options | {"family_name": families.get(options["family"], "")}

    def drafts(self, file: Any, start: int = 0) -> Iterator[tuple[ProductDraft, list[str]]]:
        mapping = {int(i): f for i, f in file.mapping.items()}
        width, family = len(file.table["columns"]), file.options.get("family_name", "")
        # A row that names no family completes its product where it is: it moves nothing.
        homes = dict(Product.objects.visible_to(file.owner).values_list("reference", "family__name"))
        for number, cells in iter_rows(import_path(file), file.table, start):
            draft = read_product(number, cells, mapping, family=family, width=width)
            home = homes.get(str(draft.values.get("reference", "")))
            if home and not draft.names_family:
                draft.go_home(home)
            elif not draft.rejected:
                homes[str(draft.values["reference"])] = draft.family
            yield draft, cells

    def plan(self, file: Any, by: User) -> Structure:
        """Return what the whole file stands on: a first pass, without writing."""
        columns = read_columns(file.table["columns"], file.mapping)
        return plan_structure((d for d, _ in self.drafts(file)), columns, by)

    def check(self, file: Any, by: User, on_progress: Callable[[int], None] | None) -> tuple[Tally, dict[str, Any]]:
        tally = Tally()
        first: list[dict[str, Any]] = []
        structure = self.plan(file, by)
        met: set[str] = set()
        drafts = self.drafts(file)
        while batch := list(islice(drafts, BATCH)):
            references = [str(d.values.get("reference", "")) for d, _ in batch]
            rows = Product.objects.visible_to(by).filter(reference__in=references)
            known = set(rows.values_list("reference", flat=True)) | met
            for draft, _cells in batch:
                sheet = {} if draft.rejected else structure.read_sheet(draft)
                plan = decide(draft, known, file.options, tally)
                if plan != "reject":
                    met.add(str(draft.values["reference"]))
                    known.add(str(draft.values["reference"]))
                if len(first) < SAMPLES:
                    first.append(_shown(draft, structure, sheet, plan))
            if on_progress:
                on_progress(tally.rows)
        return tally, {"sample": first, "structure": show_structure(structure)}

    def begin(self, file: Any, by: User) -> Structure:
        return self.plan(file, by)

    def lay(self, memo: Structure, by: User) -> None:
        save_structure(memo, by)

    def write(
        self,
        file: Any,
        batch: Sequence[tuple[ProductDraft, list[str]]],
        tally: Tally,
        by: User,
        at: dt.datetime,
        memo: Structure,
    ) -> None:
        write_products(file.options, [d for d, _ in batch], tally, by, at, memo)

    def finish(self, file: Any, by: User, memo: Structure) -> list[tuple[str, DomainError]]:
        """Return what is now wrong with a family that was touched, or with a set that uses it."""
        families: dict[UUID, str] = {}
        for place in memo.places.values():
            families[place.family.pk] = place.family.name
            families |= {f.pk: f.name for f in families_using(family_id=place.family.pk, by=by)}
        return [(name, refusal) for pk, name in families.items() for refusal in check_of(family_id=pk, by=by).refusals]


def _shown(draft: ProductDraft, structure: Structure, sheet: dict[str, str], plan: str) -> dict[str, Any]:
    asked = {} if draft.rejected else structure.place_of(draft).asked
    told = [f"{asked[c].name} {v} {asked[c].unit}".strip() for c, v in sheet.items()]
    return {
        "row": draft.row,
        "plan": plan,
        "family": draft.family,
        "sheet": told,
        "problems": [list(p) for p in draft.problems],
        "price": str(draft.price or ""),
        **{k: str(v) for k, v in draft.values.items() if k != "description"},
    }
