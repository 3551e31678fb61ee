"""Families and their elements: save characteristics, delete elements, validate the whole family at each change.

A change that adds a problem (impossible family, circular formula, incompatible unit) is refused; existing problems can
be corrected step by step. Without the permission to change the catalogue, actions raise DomainError
"people.not_allowed"; for a text longer than its column, ValidationErrors "database.text_too_long".
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db.models import ProtectedError

from arpent.database.lengths import checked_texts
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.merging import Seen, merge_record
from arpent.people.public import User, require_permission

from ..models import Characteristic, CompatibilityRule, Component, Family, GuideQuestion, Product
from ..permissions import CataloguePermission
from ..queries.families import families_using, find_family_problems
from ..rules.characteristics import CharacteristicDraft, code_from, convert_values, read_characteristic


def get_row[M: Any](model: type[M], pk: UUID, by: User) -> M:
    """Return a row of the catalogue, locked for update. Raise NotFound when it is not visible."""
    row = model.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise NotFound("catalogue")
    return row  # type: ignore[no-any-return]


@contextmanager
def require_valid_family(family_id: UUID, by: User) -> Iterator[None]:
    """Raise the DomainError of a problem that the block adds to the family or to a set that uses it.

    Problems that existed before the block are ignored. Raise Family.DoesNotExist when the family is not visible.
    """
    families = [family_id, *(f.pk for f in families_using(family_id=family_id, by=by))]
    before = {pk: {_key(r) for r in find_family_problems(family_id=pk, by=by).refusals} for pk in families}
    yield
    for pk in families:
        for refusal in find_family_problems(family_id=pk, by=by).refusals:
            if _key(refusal) not in before[pk]:
                raise refusal


def _key(refusal: DomainError) -> tuple[str, str]:
    return refusal.code, repr(sorted(refusal.facts.items()))


def save_family(
    *, by: User, at: dt.datetime, values: dict[str, Any], family_id: UUID | None = None, seen: Seen = None
) -> Family:
    """Create or change a family. Values: name, parent_id, description, assembly_days.

    Raise ValidationErrors for "name" ("catalogue.name_needed", "catalogue.name_taken") or "parent_id"
    ("catalogue.parent_cycle"), NotFound for a row that is not visible, Conflict for a value that others changed
    otherwise since ``seen``.
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    if family_id and seen is not None:
        with operation(by=by, at=at, kind="catalogue.family", label=str(values.get("name", ""))):
            values = merge_record(get_row(Family, family_id, by), values, seen)
            return save_family(by=by, at=at, values=values, family_id=family_id)
    texts = {n: str(values.get(n, "")) for n in ("name", "description")}
    name, description = checked_texts(Family, texts).values()
    if not name:
        raise ValidationErrors({"name": DomainError("catalogue.name_needed")})
    with operation(by=by, at=at, kind="catalogue.family", label=name):
        family = get_row(Family, family_id, by) if family_id else Family()
        if Family.objects.visible_to(by).filter(name=name).exclude(pk=family.pk).exists():
            raise ValidationErrors({"name": DomainError("catalogue.name_taken", name=name)})
        family.name, family.description = name, description
        family.parent = get_row(Family, values["parent_id"], by) if values.get("parent_id") else None
        above = family.parent
        while above is not None:
            if above.pk == family.pk:
                raise ValidationErrors({"parent_id": DomainError("catalogue.parent_cycle")})
            above = above.parent
        family.assembly_days = int(values.get("assembly_days") or 0)
        family.save()
    return family


def save_characteristic(
    *,
    by: User,
    at: dt.datetime,
    family_id: UUID,
    values: dict[str, Any],
    characteristic_id: UUID | None = None,
    seen: Seen = None,
) -> Characteristic:
    """Create or change a characteristic. Values: name, code, kind, unit, values (list of texts), formula, position.

    The code is immutable: sheets and formulas refer to it. A change of the unit converts the values of products. Raise
    ValidationErrors for "name" ("catalogue.name_needed", "catalogue.code_twice"), "kind" ("catalogue.kind_in_use"),
    "unit" ("catalogue.unknown_unit", "catalogue.unit_does_not_fit"), "values" ("catalogue.no_number") or "formula",
    ValueError for an unknown kind, Family.DoesNotExist when the family is not visible, NotFound for another such row,
    DomainError for a new problem of the family, Conflict when a value was changed concurrently (see ``seen``).
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    if characteristic_id and seen is not None:
        with operation(by=by, at=at, kind="catalogue.characteristic", label=str(values.get("name", ""))):
            values = merge_record(get_row(Characteristic, characteristic_id, by), values, seen)
            return save_characteristic(
                by=by, at=at, family_id=family_id, values=values, characteristic_id=characteristic_id
            )
    texts = {n: str(values.get(n, "")) for n in ("name", "unit", "formula")}
    draft = read_characteristic(
        **checked_texts(Characteristic, texts), kind=values.get("kind", ""), values=values.get("values", [])
    )
    with (
        operation(by=by, at=at, kind="catalogue.characteristic", label=draft.name),
        require_valid_family(family_id, by),
    ):
        family = get_row(Family, family_id, by)
        characteristic = (
            get_row(Characteristic, characteristic_id, by) if characteristic_id else Characteristic(family=family)
        )
        if characteristic.family_id != family.pk:
            raise NotFound("catalogue")
        if not characteristic.code:
            characteristic.code = code_from(str(values.get("code") or draft.name))
            if Characteristic.objects.visible_to(by).filter(family=family, code=characteristic.code).exists():
                raise ValidationErrors({"name": DomainError("catalogue.code_twice", name=characteristic.code)})
        if characteristic_id:
            _convert_product_values(characteristic, draft, by)
        characteristic.name, characteristic.kind, characteristic.unit = draft.name, draft.kind.value, draft.unit
        characteristic.values, characteristic.formula = draft.values, draft.formula
        characteristic.position = int(values.get("position") or 0)
        characteristic.save()
    return characteristic


def _convert_product_values(characteristic: Characteristic, draft: CharacteristicDraft, by: User) -> None:
    """Store the values of products in the unit of the draft. Raise ValidationErrors as ``convert_values`` does."""
    code = characteristic.code
    products = [p for p in Product.objects.visible_to(by).filter(family=characteristic.family_id) if code in p.values]
    values = [str(p.values[code]) for p in products]
    converted = convert_values(
        values, name=characteristic.name, kind=characteristic.kind, unit=characteristic.unit, draft=draft
    )
    if converted != values:
        for product, value in zip(products, converted, strict=True):
            product.values[code] = value
        Product.objects.visible_to(by).bulk_update(products, ["values"], batch_size=250)


ELEMENTS: dict[str, Any] = {
    "characteristic": Characteristic,
    "component": Component,
    "rule": CompatibilityRule,
    "question": GuideQuestion,
}


def remove_family_element(*, by: User, at: dt.datetime, kind: str, element_id: UUID) -> UUID:
    """Delete a characteristic, component, rule or question without references; return the family's id.

    ``kind``: a key of ELEMENTS, else KeyError is raised. Raise NotFound when it is not visible, DomainError
    "catalogue.in_use" when another row refers to it, or for a new problem of the family.
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    with operation(by=by, at=at, kind="catalogue.removed") as op:
        element = get_row(ELEMENTS[kind], element_id, by)
        op.describe(element.name)
        family_id: UUID = element.family_id
        with require_valid_family(family_id, by):
            try:
                element.delete()
            except ProtectedError as error:
                raise DomainError("catalogue.in_use", name=element.name) from error
    return family_id
