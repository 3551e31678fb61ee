"""Read a row of cells as a product: own fields and characteristic columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from arpent.configurator.public import trailing_unit
from arpent.kernel.cells import clean_cell, read_amount, read_interval
from arpent.kernel.text import fold

# Field of a product -> names under which it is exported (folded when compared). Odoo, Sage, EBP, Dolibarr, PrestaShop.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "reference": (
        "référence",
        "ref",
        "réf.",
        "code article",
        "code produit",
        "article",
        "sku",
        "reference",
        "internal reference",
        "référence interne",
        "default_code",
        "part number",
        "item code",
        "product code",
        "ar_ref",
        "code",
        "référence produit",
    ),
    "name": (
        "désignation",
        "nom",
        "libellé",
        "nom du produit",
        "produit",
        "intitulé",
        "name",
        "product name",
        "designation",
        "label",
        "ar_design",
        "nom de l'article",
        "title",
        "titre",
    ),
    "family": (
        "famille",
        "catégorie",
        "famille d'articles",
        "family",
        "category",
        "product category",
        "catégorie de produit",
        "gamme",
        "fa_codefamille",
        "code famille",
    ),
    "kind": ("sorte", "type", "type de produit", "type d'article", "kind", "product type"),
    "description": ("description", "descriptif", "description longue", "texte", "notes", "observations"),
    "sale_unit": ("unité de vente", "unité", "unit", "sale unit", "unit of measure", "unité de mesure", "udm", "uom"),
    "purchase_cost": (
        "coût",
        "prix d'achat",
        "coût d'achat",
        "pa",
        "pa ht",
        "prix d'achat ht",
        "cost",
        "purchase price",
        "standard price",
        "ar_prixach",
        "coût de revient",
        "prix de revient",
    ),
    "price": (
        "prix",
        "prix de vente",
        "pv",
        "pv ht",
        "prix public",
        "prix de vente ht",
        "tarif",
        "price",
        "sales price",
        "list price",
        "ar_prixven",
        "prix ht",
        "prix catalogue",
    ),
    "delivery_days": (
        "délai",
        "délai de livraison",
        "délai (jours)",
        "delivery time",
        "lead time",
        "délai d'approvisionnement",
        "delivery days",
        "délai jours",
    ),
    "stock": (
        "stock",
        "quantité en stock",
        "stock disponible",
        "quantity on hand",
        "en stock",
        "stock réel",
        "qté en stock",
    ),
}
CHARACTERISTIC = "characteristic"

REJECTING = frozenset({"no_reference", "no_name", "no_family", "wrong_width"})
KINDS = {
    "produit": "product",
    "product": "product",
    "article": "product",
    "bien": "product",
    "goods": "product",
    "stockable": "product",
    "option": "option",
    "accessoire": "accessory",
    "accessory": "accessory",
    "piece detachee": "spare",
    "piece": "spare",
    "pieces detachees": "spare",
    "spare": "spare",
    "spare part": "spare",
    "rechange": "spare",
}
YES, NO = frozenset({"oui", "yes", "o", "y", "vrai", "true", "x"}), frozenset({"non", "no", "n", "faux", "false"})

_HEADER = re.compile(r"(.+?)\s*[(\[]\s*([^()\[\]]{1,20})\s*[)\]]\s*")


@dataclass
class ProductDraft:
    """A parsed row. ``characteristic_texts``: (column, text), without empty values.

    ``price``: unit price excluding VAT; ``problems``: (code, text of the cell).
    """

    row: int
    values: dict[str, object] = field(default_factory=dict)
    family: str = ""
    names_family: bool = False  # the row names its family; else the default
    price: Decimal | None = None
    characteristic_texts: list[tuple[int, str]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def use_family(self, family: str) -> None:
        """Assign the product's existing family to a row without one, and drop the problem "no_family"."""
        self.family, self.problems = family, [p for p in self.problems if p[0] != "no_family"]

    @property
    def rejected(self) -> bool:
        """Return whether the row is rejected."""
        return any(code in REJECTING for code, _ in self.problems)


def split_header(header: str) -> tuple[str, str]:
    """Return (name, unit) of a characteristic's column: "Débit (m³/h)" gives ("Débit", "m³/h")."""
    match = _HEADER.fullmatch(header.strip())
    return (match[1].strip()[:120], match[2].strip()) if match else (header.strip()[:120], "")


def read_product(
    number: int, cells: Sequence[str], mapping: Mapping[int, str], *, family: str = "", width: int | None = None
) -> ProductDraft:
    """Return the draft of a row with its problems; nothing is raised.

    ``mapping``: column index -> field; ``family``: default for rows without one; ``width``: number of columns of the
    header.
    """
    draft = ProductDraft(number)
    raw = {f: clean_cell(cells[i]) for i, f in mapping.items() if i < len(cells) and f != CHARACTERISTIC}
    if width is not None and any(c.strip() for c in cells[width:]):
        draft.problems.append(("wrong_width", str(len(cells))))
    for name, max_length in (("reference", 60), ("name", 200), ("description", 20_000), ("sale_unit", 20)):
        if text := raw.get(name):
            draft.values[name] = text[:max_length]
    draft.family, draft.names_family = (raw.get("family") or family)[:120], bool(raw.get("family"))
    for name, value in (
        ("no_reference", raw.get("reference")),
        ("no_name", raw.get("name")),
        ("no_family", draft.family),
    ):
        if not value:
            draft.problems.append((name, ""))
    _read_kind(raw.get("kind", ""), draft)
    _read_figures(raw, draft)
    for i, f in mapping.items():
        if f == CHARACTERISTIC and i < len(cells) and (text := clean_cell(cells[i])):
            draft.characteristic_texts.append((i, text))
    return draft


def _read_kind(text: str, draft: ProductDraft) -> None:
    if text:
        kind = KINDS.get(fold(text))
        if kind:
            draft.values["kind"] = kind
        else:
            draft.problems.append(("kind", text))


def _read_figures(raw: Mapping[str, str], draft: ProductDraft) -> None:
    for name in ("purchase_cost", "price"):
        if text := raw.get(name):
            amount = read_amount(text, 4)
            if amount is None or amount > Decimal("99999999"):
                draft.problems.append((name, text))
            elif name == "price":
                draft.price = amount
            else:
                draft.values[name] = amount
    if text := raw.get("delivery_days"):
        days = 0 if fold(text) in ("0", "stock", "en stock", "immediat", "0 j") else read_interval(text)
        if days is None:
            draft.problems.append(("delivery_days", text))
        else:
            draft.values["delivery_days"] = days
    if text := raw.get("stock"):
        match = re.fullmatch(r"(-?\d{1,9})(?:[.,]0+)?", text.replace(" ", ""))
        if match:
            draft.values["stock"] = int(match[1])
        else:
            draft.problems.append(("stock", text))


@dataclass
class ColumnProfile:
    """Statistics of one column in one family: all numbers, all yes/no, first distinct texts."""

    numbers: bool = True
    yes_no: bool = True
    units: set[str] = field(default_factory=set)
    texts: dict[str, None] = field(default_factory=dict)

    MAX_TEXTS = 200

    def add(self, text: str) -> None:
        """Add a value."""
        folded = fold(text)
        self.yes_no = self.yes_no and (folded in YES or folded in NO)
        unit = trailing_unit(text)
        self.numbers = self.numbers and unit is not None
        if unit:
            self.units.add(unit)
        if len(self.texts) < self.MAX_TEXTS:
            self.texts.setdefault(text)

    def unit(self, header: str) -> str:
        """Return the unit of a new column: the header's, else the first of its numbers."""
        return header or (min(self.units) if self.numbers and self.units else "")

    def kind(self, unit: str) -> str:
        """Return the kind of a new characteristic; a unit in the header makes it a number."""
        if unit or self.numbers:
            return "number"
        return "yes_no" if self.yes_no else "choice"
