"""Families and characteristics needed by a product file, existing and new."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from arpent.configurator.public import Kind, read_unit, with_unit
from arpent.database.lengths import fitted, max_length
from arpent.kernel.errors import DomainError
from arpent.kernel.text import fold
from arpent.people.public import User

from ...models import Characteristic, Family
from ...rules.characteristics import code_from
from ...rules.product_rows import CHARACTERISTIC, ColumnProfile, ProductDraft, split_header
from ...rules.sheets import read_value

# Columns with more distinct values are free text.
MAX_LISTED_VALUES = 60


@dataclass
class FamilyPlan:
    """A family with its characteristics by code; ``is_new``: created by the file."""

    family: Family
    is_new: bool = False
    characteristics: dict[str, Characteristic] = field(default_factory=dict)


@dataclass
class ImportStructure:
    """Families by folded name; (name, unit, code) of each characteristic column.

    ``new_characteristics``: not saved yet; ``extended_lists``: lists that get values, with the added ones.
    """

    families: dict[str, FamilyPlan]
    columns: dict[int, tuple[str, str, str]]
    new_characteristics: list[Characteristic] = field(default_factory=list)
    extended_lists: dict[str, tuple[Characteristic, list[str]]] = field(default_factory=dict)  # lists that get values

    def family_plan(self, draft: ProductDraft) -> FamilyPlan:
        """Return the plan of a draft's family. Raise KeyError for a rejected draft's."""
        return self.families[fold(draft.family)]

    def read_sheet(self, draft: ProductDraft) -> dict[str, str]:
        """Return a draft's characteristic values by code; unreadable values become problems of the draft."""
        family_plan, values = self.family_plan(draft), {}
        for column, text in draft.characteristic_texts:
            name, unit, code = self.columns[column]
            characteristic = family_plan.characteristics.get(code)
            if characteristic is None or characteristic.formula:
                draft.problems.append(("computed", name))
                continue
            try:
                values[code] = read_value(
                    characteristic, with_unit(text, unit) if characteristic.kind == Kind.NUMBER else text
                )
            except DomainError:
                draft.problems.append(("characteristic", f"{name} : {text}"))
        return values


def read_columns(header: list[str], mapping: dict[str, str]) -> dict[int, tuple[str, str, str]]:
    """Return (name, unit, code) of each characteristic column, by index; brackets without a unit belong to the name.

    ``mapping``: column index as text -> field.
    """
    columns: dict[int, tuple[str, str, str]] = {}
    for index, target in mapping.items():
        if target != CHARACTERISTIC:
            continue
        name, unit = split_header(header[int(index)])
        try:
            unit = read_unit(unit).text
        except DomainError:
            name, unit = fitted(Characteristic, "name", header[int(index)].strip()), ""
        columns[int(index)] = (name, unit, _code_of(name, columns.values()))
    return columns


def _code_of(name: str, existing: Iterable[tuple[str, str, str]]) -> str:
    """Return the code of a column; colliding codes are numbered."""
    code, number = code_from(name), 1
    others = {c: fold(n) for n, _unit, c in existing}
    while others.get(code, fold(name)) != fold(name):
        number += 1
        code = _numbered(code_from(name), number)
    return code


def _numbered(code: str, number: int) -> str:
    """Return a code with a number, which the column holds whole."""
    end = f"_{number}"
    return code[: max_length(Characteristic, "code") - len(end)] + end


def plan_structure(
    drafts: Iterable[ProductDraft], columns: dict[int, tuple[str, str, str]], by: User
) -> ImportStructure:
    """Return the families and characteristics that a file needs; new ones are not saved."""
    names: dict[str, str] = {}
    profiles: dict[tuple[str, int], ColumnProfile] = {}
    for draft in drafts:
        if draft.rejected:
            continue
        key = fold(draft.family)
        names.setdefault(key, draft.family)
        for column, text in draft.characteristic_texts:
            profiles.setdefault((key, column), ColumnProfile()).add(text)
    known = {fold(f.name): FamilyPlan(f) for f in Family.objects.visible_to(by)}
    structure = ImportStructure(
        {k: known.get(k) or FamilyPlan(Family(name=n), is_new=True) for k, n in names.items()}, columns
    )
    by_id = {p.family.pk: p for p in structure.families.values() if not p.is_new}
    for characteristic in Characteristic.objects.visible_to(by).filter(family__in=by_id):
        by_id[characteristic.family_id].characteristics[characteristic.code] = characteristic
    for (key, column), profile in profiles.items():
        _apply_profile(structure, structure.families[key], column, profile)
    return structure


def _apply_profile(structure: ImportStructure, family_plan: FamilyPlan, column: int, profile: ColumnProfile) -> None:
    name, unit, code = structure.columns[column]
    texts = list(profile.texts)
    characteristic = family_plan.characteristics.get(code)
    if characteristic is None:
        kind, unit = profile.kind(unit), profile.unit(unit)
        listed = texts if kind == Kind.CHOICE and len(texts) <= MAX_LISTED_VALUES else []
        position = 1 + max((c.position for c in family_plan.characteristics.values()), default=0)
        characteristic = Characteristic(
            family=family_plan.family, code=code, name=name, kind=kind, unit=unit, values=listed, position=position
        )
        family_plan.characteristics[code] = characteristic
        structure.new_characteristics.append(characteristic)
    elif characteristic.kind == Kind.CHOICE and characteristic.values and not characteristic.formula:
        listed_values = {str(v).lower() for v in characteristic.values}
        added = [t for t in texts if t.lower() not in listed_values][
            : max(0, ColumnProfile.MAX_TEXTS - len(characteristic.values))
        ]
        if added:
            characteristic.values = [*characteristic.values, *added]
            if characteristic not in structure.new_characteristics:
                structure.extended_lists[f"{family_plan.family.name} : {characteristic.name}"] = (characteristic, added)


def save_structure(structure: ImportStructure, by: User) -> None:
    """Save new families and characteristics and extended value lists."""
    for family_plan in structure.families.values():
        if family_plan.is_new:
            family_plan.family.save()
            family_plan.is_new = False
    Characteristic.objects.bulk_create(structure.new_characteristics, batch_size=250)
    extended_lists = [characteristic for characteristic, _ in structure.extended_lists.values()]
    Characteristic.objects.visible_to(by).bulk_update(extended_lists, ["values"], batch_size=250)


def show_structure(structure: ImportStructure) -> dict[str, Any]:
    """Return what a file creates as JSON values for the preview: families, characteristics, list values."""
    return {
        "families": [p.family.name for p in structure.families.values() if p.is_new],
        "characteristics": [[c.family.name, c.name, c.unit, c.kind] for c in structure.new_characteristics],
        "extended_lists": [
            [name, ", ".join(added[:8]), len(added)] for name, (_, added) in structure.extended_lists.items()
        ],
    }
