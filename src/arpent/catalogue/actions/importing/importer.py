"""Importer of products: a row is a product with its values and its price."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arpent.imports.public import BATCH, Columns, ImportCounts, ImporterTexts, ImportOption, import_path, iter_rows
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User

from ...messages import PRODUCT_FIELDS, PRODUCT_PROBLEMS
from ...models import Product
from ...permissions import CataloguePermission
from ...queries.families import families_using, find_family_problems, list_families
from ...queries.products import list_period_choices, usual_period
from ...rules.product_rows import CHARACTERISTIC, REJECTING, SYNONYMS, ProductDraft, read_product
from .structure import ImportStructure, plan_structure, read_columns, save_structure, show_structure
from .writing import decide, write_products

SAMPLES = 12


class ProductImporter:
    """Importer of products, matched by reference; each unknown column is a characteristic of the family.

    See `arpent.imports.actions.importers.Importer`.
    """

    code, permission = "products", CataloguePermission.CHANGE_CATALOGUE
    columns = Columns(SYNONYMS, rest=CHARACTERISTIC)
    many = frozenset({CHARACTERISTIC})
    rejecting = REJECTING

    def screen(self) -> ImporterTexts:
        """Return the texts and templates of products."""
        return ImporterTexts(
            _("Importer des produits"),
            _(
                "Référence et désignation suffisent. Toute autre colonne devient une caractéristique, avec l’unité"
                " entre parenthèses : « Débit (m³/h) ». Rien n’est écrit avant votre accord, et tout import peut être"
                " annulé."
            ),
            _("Où vont les produits"),
            PRODUCT_FIELDS,
            PRODUCT_PROBLEMS,
            "catalogue/import",
            "catalogue:home",
        )

    def options(self, by: User) -> list[ImportOption]:
        """Return the options: known references, family, price period."""
        families = [("", _("celle de la colonne Famille")), *((str(f.pk), f.name) for f in list_families(by=by))]
        periods = [("", _("aucun")), *list_period_choices(by=by)]
        known = [("update", _("compléter le produit")), ("skip", _("laisser de côté"))]
        return [
            ImportOption("known", _("Même référence"), known),
            ImportOption("family", _("Famille des lignes qui n’en disent pas"), families, required=False),
            ImportOption("period", _("Tarif où vont les prix"), periods, required=False),
        ]

    def defaults(self, by: User, day: dt.date) -> dict[str, Any]:
        """Return the default options; prices go to the period of the general price list on ``day``."""
        period = usual_period(by=by, day=day)
        return {"known": "update", "family": "", "family_name": "", "period": str(period) if period else ""}

    def validate_options(self, *, mapping: dict[str, str], options: dict[str, Any], by: User) -> dict[str, Any]:
        """Return the options as stored.

        Raise DomainError "catalogue.column_reference", "catalogue.column_name", "catalogue.column_family",
        "catalogue.column_period" or "imports.no_such_field", NotFound for an unknown family or period.
        """
        mapped_fields = set(mapping.values())
        for needed in ("reference", "name"):
            if needed not in mapped_fields:
                raise DomainError(f"catalogue.column_{needed}")
        families = {str(f.pk): f.name for f in list_families(by=by)}
        if options["family"] and options["family"] not in families:
            raise NotFound("family")
        if not options["family"] and "family" not in mapped_fields:
            raise DomainError("catalogue.column_family")
        if options["known"] not in ("update", "skip"):
            raise DomainError("imports.no_such_field")
        if options["period"] and options["period"] not in dict(list_period_choices(by=by)):
            raise NotFound("period")
        if "price" in mapped_fields and not options["period"]:
            raise DomainError("catalogue.column_period")
        return options | {"family_name": families.get(options["family"], "")}

    def parse_rows(self, file: Any, start: int = 0) -> Iterator[tuple[ProductDraft, list[str]]]:
        """Yield (draft, cells) of the products from row ``start``; a row without a family takes that of its product.

        Raise DomainError as `iter_rows` does.
        """
        mapping = {int(i): f for i, f in file.mapping.items()}
        width, family = len(file.table["columns"]), file.options.get("family_name", "")
        # A row without a family updates its product without moving it.
        homes = dict(Product.objects.visible_to(file.owner).values_list("reference", "family__name"))
        for number, cells in iter_rows(import_path(file), file.table, start):
            draft = read_product(number, cells, mapping, family=family, width=width)
            home = homes.get(str(draft.values.get("reference", "")))
            if home and not draft.names_family:
                draft.use_family(home)
            elif not draft.rejected:
                homes[str(draft.values["reference"])] = draft.family
            yield draft, cells

    def plan(self, file: Any, by: User) -> ImportStructure:
        """Return the families and characteristics that the file needs, without writing: a first pass over the file."""
        columns = read_columns(file.table["columns"], file.mapping)
        return plan_structure((d for d, _ in self.parse_rows(file)), columns, by)

    def check(
        self, file: Any, by: User, on_progress: Callable[[int], None] | None
    ) -> tuple[ImportCounts, dict[str, Any]]:
        """Plan families and characteristics and count rows, without writing; return counts and preview data."""
        counts = ImportCounts()
        first: list[dict[str, Any]] = []
        structure = self.plan(file, by)
        references_in_file: set[str] = set()
        drafts = self.parse_rows(file)
        while batch := list(islice(drafts, BATCH)):
            references = [str(d.values.get("reference", "")) for d, _ in batch]
            rows = Product.objects.visible_to(by).filter(reference__in=references)
            known = set(rows.values_list("reference", flat=True)) | references_in_file
            for draft, _cells in batch:
                sheet = {} if draft.rejected else structure.read_sheet(draft)
                plan = decide(draft, known, file.options, counts)
                if plan != "reject":
                    references_in_file.add(str(draft.values["reference"]))
                    known.add(str(draft.values["reference"]))
                if len(first) < SAMPLES:
                    first.append(_preview_row(draft, structure, sheet, plan))
            if on_progress:
                on_progress(counts.rows)
        return counts, {"sample": first, "structure": show_structure(structure)}

    def prepare(self, file: Any, by: User) -> ImportStructure:
        """Return the families and characteristics that the file needs; nothing is written."""
        return self.plan(file, by)

    def write_prerequisites(self, context: ImportStructure, by: User) -> None:
        """Create the planned families and characteristics."""
        save_structure(context, by)

    def write(
        self,
        file: Any,
        batch: Sequence[tuple[ProductDraft, list[str]]],
        counts: ImportCounts,
        by: User,
        at: dt.datetime,
        context: ImportStructure,
    ) -> None:
        """Write one batch of products and count its rows."""
        write_products(file.options, [d for d, _ in batch], counts, by, at, context)

    def finish(self, file: Any, by: User, context: ImportStructure) -> list[tuple[str, DomainError]]:
        """Return the problems of the file's families and of the sets that use them, as (family, error)."""
        families: dict[UUID, str] = {}
        for family_plan in context.families.values():
            families[family_plan.family.pk] = family_plan.family.name
            families |= {f.pk: f.name for f in families_using(family_id=family_plan.family.pk, by=by)}
        return [
            (name, refusal)
            for pk, name in families.items()
            for refusal in find_family_problems(family_id=pk, by=by).refusals
        ]


def _preview_row(draft: ProductDraft, structure: ImportStructure, sheet: dict[str, str], plan: str) -> dict[str, Any]:
    characteristics = {} if draft.rejected else structure.family_plan(draft).characteristics
    characteristic_texts = [
        f"{characteristics[c].name} {v} {characteristics[c].unit}".strip() for c, v in sheet.items()
    ]
    return {
        "row": draft.row,
        "plan": plan,
        "family": draft.family,
        "sheet": characteristic_texts,
        "problems": [list(p) for p in draft.problems],
        "price": str(draft.price or ""),
        **{k: str(v) for k, v in draft.values.items() if k != "description"},
    }
