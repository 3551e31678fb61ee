"""Families for pages and for the configurator."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count

from arpent.configurator.public import Characteristic as CharacteristicSpec
from arpent.configurator.public import Component as ComponentSpec
from arpent.configurator.public import FamilyCheck, FamilyModel, Kind, Part, Rule, check_family
from arpent.people.public import User

from ..models import Characteristic, CompatibilityRule, Component, Family, Product

YES_NO = ("oui", "non")
OWN_PRODUCTS = "produit"  # code of the component filled with a family's own products


def get_family(*, family_id: UUID, by: User) -> Family | None:
    """Return a family with its parent; None when it is not visible."""
    return Family.objects.visible_to(by).select_related("parent").filter(pk=family_id).first()


def list_families(*, by: User) -> list[Family]:
    """Return all families as a tree in depth-first order, each with its ``depth``.

    ``count``: number of products; ``components_count``: number of components.
    """
    rows = list(
        Family.objects.visible_to(by).annotate(
            count=Count("products", distinct=True), components_count=Count("components", distinct=True)
        )
    )
    under: dict[UUID | None, list[Family]] = defaultdict(list)
    for row in rows:
        under[row.parent_id].append(row)
    families: list[Family] = []

    def walk(parent: UUID | None, depth: int) -> None:
        """Append a family and its descendants, depth first."""
        for row in under[parent]:
            row.depth = depth  # type: ignore[attr-defined]
            families.append(row)
            walk(row.pk, depth + 1)

    walk(None, 0)
    return families


def family_model(*, family_id: UUID, by: User) -> FamilyModel:
    """Return the configurator model of a family: its components, or one component with its own products.

    Only active products and options count. Raise Family.DoesNotExist when it is not visible.
    """
    family = Family.objects.visible_to(by).get(pk=family_id)
    components = list(Component.objects.visible_to(by).filter(family=family))
    families = {s.parts_of_id for s in components} | {family.pk}
    part_characteristics: dict[UUID, list[Characteristic]] = defaultdict(list)
    for characteristic in Characteristic.objects.visible_to(by).filter(family__in=families):
        part_characteristics[characteristic.family_id].append(characteristic)
    parts: dict[UUID, list[Part]] = defaultdict(list)
    rows = Product.objects.visible_to(by).filter(family__in=families, active=True, kind__in=("product", "option"))
    for pk, reference, name, values in rows.values_list("family_id", "reference", "name", "values"):
        parts[pk].append(Part(reference, name, tuple(sorted(values.items()))))
    component_specs = tuple(
        ComponentSpec(
            s.code,
            s.name,
            tuple(_characteristic_spec(c) for c in part_characteristics[s.parts_of_id] if not c.formula),
            tuple(parts[s.parts_of_id]),
            s.optional,
            s.quantity,
        )
        for s in components
    )
    own = [_characteristic_spec(c) for c in part_characteristics[family.pk]]
    if not components and parts[family.pk]:
        characteristics = tuple(c for c in own if not c.formula)
        own_parts = tuple(parts[family.pk])
        component_specs = (ComponentSpec(OWN_PRODUCTS, family.name, characteristics, own_parts, unprefixed=True),)
        own = [c for c in own if c.formula]
    rules = CompatibilityRule.objects.visible_to(by).filter(family=family)
    return FamilyModel(family.name, tuple(own), component_specs, tuple(_rule(r) for r in rules))


def _characteristic_spec(characteristic: Characteristic) -> CharacteristicSpec:
    values = YES_NO if characteristic.kind == Kind.YES_NO else tuple(map(str, characteristic.values))
    return CharacteristicSpec(
        characteristic.code,
        characteristic.name,
        Kind(characteristic.kind),
        characteristic.unit,
        values,
        characteristic.formula,
    )


def _rule(rule: CompatibilityRule) -> Rule:
    rows = tuple(tuple(map(str, row)) for row in rule.rows)
    return Rule(rule.name, rule.reason, tuple(rule.scope), rows, rule.forbids, rule.formula)


def find_family_problems(*, family_id: UUID, by: User) -> FamilyCheck:
    """Return the problems of a family; none without components, rules or formulas.

    Raise Family.DoesNotExist when it is not visible.
    """
    model = family_model(family_id=family_id, by=by)
    if (
        all(s.unprefixed for s in model.components)
        and not model.rules
        and not any(c.formula for c in model.characteristics)
    ):
        return FamilyCheck()
    return check_family(model)


@dataclass(frozen=True)
class FamilySheet:
    """Content of a family's page. ``used_in``: the sets that use it; ``check``: its problems."""

    family: Family
    characteristics: list[Characteristic]
    components: list[Component]
    rules: list[CompatibilityRule]
    used_in: list[Family]
    check: FamilyCheck = field(default_factory=FamilyCheck)


def get_family_sheet(*, family_id: UUID, by: User) -> FamilySheet | None:
    """Return the content of a family's page, with the problems of its rules; None when it is not visible."""
    family = get_family(family_id=family_id, by=by)
    if family is None:
        return None
    return FamilySheet(
        family,
        list(Characteristic.objects.visible_to(by).filter(family=family)),
        list(Component.objects.visible_to(by).filter(family=family).select_related("parts_of")),
        list(CompatibilityRule.objects.visible_to(by).filter(family=family)),
        families_using(family_id=family.pk, by=by),
        find_family_problems(family_id=family.pk, by=by),
    )


def families_using(*, family_id: UUID, by: User) -> list[Family]:
    """Return the sets with a component filled from a family."""
    return list(Family.objects.visible_to(by).filter(components__parts_of=family_id).distinct())
