"""What a file of products stands on: its families and their characteristics, those known and those it brings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from arpent.configurator.public import Kind, read_unit, with_unit
from arpent.kernel.errors import DomainError
from arpent.kernel.text import fold
from arpent.people.public import User

from ...models import Characteristic, Family
from ...rules.product_rows import CHARACTERISTIC, ProductDraft, Seen, split_header
from ..families import code_from
from ..products import read_value

# A list of more values than this is a free text.
MOST_LISTED = 60


@dataclass
class Place:
    """A family with its characteristics by code; ``is_new``: the file brings it."""

    family: Family
    is_new: bool = False
    asked: dict[str, Characteristic] = field(default_factory=dict)


@dataclass
class Structure:
    """Families by folded name, and what each column of characteristics is called: (name, unit, code)."""

    places: dict[str, Place]
    columns: dict[int, tuple[str, str, str]]
    fresh: list[Characteristic] = field(default_factory=list)
    grown: dict[str, tuple[Characteristic, list[str]]] = field(default_factory=dict)  # lists that get values

    def place_of(self, draft: ProductDraft) -> Place:
        return self.places[fold(draft.family)]

    def read_sheet(self, draft: ProductDraft) -> dict[str, str]:
        """Return the values of a draft's sheet by code; what cannot be read becomes a problem of the draft."""
        place, values = self.place_of(draft), {}
        for column, text in draft.told:
            name, unit, code = self.columns[column]
            one = place.asked.get(code)
            if one is None or one.formula:
                draft.problems.append(("computed", name))
                continue
            try:
                values[code] = read_value(one, with_unit(text, unit) if one.kind == Kind.NUMBER else text)
            except DomainError:
                draft.problems.append(("characteristic", f"{name} : {text}"))
        return values


def read_columns(header: list[str], mapping: dict[str, str]) -> dict[int, tuple[str, str, str]]:
    """Return what each column of characteristics is called; a bracket that holds no unit belongs to the name."""
    found: dict[int, tuple[str, str, str]] = {}
    for index, held in mapping.items():
        if held != CHARACTERISTIC:
            continue
        name, unit = split_header(header[int(index)])
        try:
            unit = read_unit(unit).text
        except DomainError:
            name, unit = header[int(index)].strip()[:120], ""
        found[int(index)] = (name, unit, _code_of(name, found.values()))
    return found


def _code_of(name: str, taken: Iterable[tuple[str, str, str]]) -> str:
    """Return the code of a column's name; two long names that would share one are numbered apart."""
    code, number = code_from(name), 1
    others = {c: fold(n) for n, _unit, c in taken}
    while others.get(code, fold(name)) != fold(name):
        number += 1
        code = f"{code_from(name)[:36]}_{number}"
    return code


def plan_structure(drafts: Iterable[ProductDraft], columns: dict[int, tuple[str, str, str]], by: User) -> Structure:
    """Return what a file stands on, nothing written: new families and characteristics are not saved yet."""
    names: dict[str, str] = {}
    seen: dict[tuple[str, int], Seen] = {}
    for draft in drafts:
        if draft.rejected:
            continue
        key = fold(draft.family)
        names.setdefault(key, draft.family)
        for column, text in draft.told:
            seen.setdefault((key, column), Seen()).add(text)
    known = {fold(f.name): Place(f) for f in Family.objects.visible_to(by)}
    structure = Structure({k: known.get(k) or Place(Family(name=n), is_new=True) for k, n in names.items()}, columns)
    by_id = {p.family.pk: p for p in structure.places.values() if not p.is_new}
    for one in Characteristic.objects.visible_to(by).filter(family__in=by_id):
        by_id[one.family_id].asked[one.code] = one
    for (key, column), told in seen.items():
        _take(structure, structure.places[key], column, told)
    return structure


def _take(structure: Structure, place: Place, column: int, told: Seen) -> None:
    name, unit, code = structure.columns[column]
    texts = list(told.texts)
    one = place.asked.get(code)
    if one is None:
        kind, unit = told.kind(unit), told.unit(unit)
        listed = texts if kind == Kind.CHOICE and len(texts) <= MOST_LISTED else []
        position = 1 + max((c.position for c in place.asked.values()), default=0)
        one = Characteristic(
            family=place.family, code=code, name=name, kind=kind, unit=unit, values=listed, position=position
        )
        place.asked[code] = one
        structure.fresh.append(one)
    elif one.kind == Kind.CHOICE and one.values and not one.formula:
        held = {str(v).lower() for v in one.values}
        more = [t for t in texts if t.lower() not in held][: max(0, Seen.MOST - len(one.values))]
        if more:
            one.values = [*one.values, *more]
            if one not in structure.fresh:
                structure.grown[f"{place.family.name} : {one.name}"] = (one, more)


def save_structure(structure: Structure, by: User) -> None:
    """Write the families and the characteristics that a file brings, and the lists that grow."""
    for place in structure.places.values():
        if place.is_new:
            place.family.save()
            place.is_new = False
    Characteristic.objects.bulk_create(structure.fresh, batch_size=250)
    grown = [one for one, _ in structure.grown.values()]
    Characteristic.objects.visible_to(by).bulk_update(grown, ["values"], batch_size=250)


def show_structure(structure: Structure) -> dict[str, Any]:
    """Return what a file brings, for the preview: new families, new characteristics, values added to lists."""
    return {
        "families": [p.family.name for p in structure.places.values() if p.is_new],
        "characteristics": [[c.family.name, c.name, c.unit, c.kind] for c in structure.fresh],
        "grown": [[name, ", ".join(more[:8]), len(more)] for name, (_, more) in structure.grown.items()],
    }
