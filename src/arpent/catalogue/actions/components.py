"""Components of a family and its compatibility rules.

Without the permission to change the catalogue, actions raise DomainError "people.not_allowed"; for a text longer than
its column, ValidationErrors "database.text_too_long".
"""

import datetime as dt
from typing import Any
from uuid import UUID

from arpent.database.lengths import checked_text, checked_texts
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.merging import Seen, merge_record
from arpent.people.public import User, require_permission

from ..models import CompatibilityRule, Component, Family
from ..permissions import CataloguePermission
from ..rules.characteristics import check_formula, code_from
from .families import get_row, require_valid_family


def save_component(
    *,
    by: User,
    at: dt.datetime,
    family_id: UUID,
    values: dict[str, Any],
    component_id: UUID | None = None,
    seen: Seen = None,
) -> Component:
    """Create or change a component of a set. Values: name, code, parts_of_id, quantity, optional, position.

    The code is immutable. Raise ValidationErrors for "name" ("catalogue.name_needed", "catalogue.code_twice") or
    "parts_of_id" ("catalogue.component_of_set": sets do not nest), Family.DoesNotExist when the family is not visible,
    NotFound for another such row, DomainError for a new problem of the family, Conflict for a value that others changed
    otherwise since ``seen``.
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    if component_id and seen is not None:
        with operation(by=by, at=at, kind="catalogue.component", label=str(values.get("name", ""))):
            values = merge_record(get_row(Component, component_id, by), values, seen)
            return save_component(by=by, at=at, family_id=family_id, values=values, component_id=component_id)
    name = checked_text(Component, "name", str(values.get("name", "")))
    if not name:
        raise ValidationErrors({"name": DomainError("catalogue.name_needed")})
    with operation(by=by, at=at, kind="catalogue.component", label=name), require_valid_family(family_id, by):
        family, parts_of = get_row(Family, family_id, by), get_row(Family, values["parts_of_id"], by)
        if parts_of.pk == family.pk or Component.objects.visible_to(by).filter(family=parts_of).exists():
            raise ValidationErrors({"parts_of_id": DomainError("catalogue.component_of_set", family=parts_of.name)})
        component = get_row(Component, component_id, by) if component_id else Component(family=family)
        if component.family_id != family.pk:
            raise NotFound("catalogue")
        if not component.code:
            component.code = code_from(str(values.get("code") or name))
            if Component.objects.visible_to(by).filter(family=family, code=component.code).exists():
                raise ValidationErrors({"name": DomainError("catalogue.code_twice", name=component.code)})
        component.name, component.parts_of, component.optional = name, parts_of, bool(values.get("optional"))
        component.quantity, component.position = (
            max(1, int(values.get("quantity") or 1)),
            int(values.get("position") or 0),
        )
        component.save()
    return component


def save_rule(
    *,
    by: User,
    at: dt.datetime,
    family_id: UUID,
    values: dict[str, Any],
    rule_id: UUID | None = None,
    seen: Seen = None,
) -> CompatibilityRule:
    """Create or change a rule. Values: name, reason, formula, or scope (codes), rows (lists of texts) and forbids.

    Raise ValidationErrors for "name" ("catalogue.name_needed", "catalogue.name_taken") or "formula" (as `read_formula`
    and `read_unit` do), Family.DoesNotExist when the family is not visible, NotFound for another such row, DomainError
    for a new problem of the family, Conflict for a value that others changed otherwise since ``seen``.
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    if rule_id and seen is not None:
        with operation(by=by, at=at, kind="catalogue.rule", label=str(values.get("name", ""))):
            values = merge_record(get_row(CompatibilityRule, rule_id, by), values, seen)
            return save_rule(by=by, at=at, family_id=family_id, values=values, rule_id=rule_id)
    texts = {n: str(values.get(n, "")) for n in ("name", "reason", "formula")}
    name, reason, formula = checked_texts(CompatibilityRule, texts).values()
    if not name:
        raise ValidationErrors({"name": DomainError("catalogue.name_needed")})
    check_formula(formula)
    with operation(by=by, at=at, kind="catalogue.rule", label=name), require_valid_family(family_id, by):
        family = get_row(Family, family_id, by)
        rule = get_row(CompatibilityRule, rule_id, by) if rule_id else CompatibilityRule(family=family)
        if rule.family_id != family.pk:
            raise NotFound("catalogue")
        if CompatibilityRule.objects.visible_to(by).filter(family=family, name=name).exclude(pk=rule.pk).exists():
            raise ValidationErrors({"name": DomainError("catalogue.name_taken", name=name)})
        rule.name, rule.reason = name, reason
        rule.formula = formula
        rule.scope = [] if rule.formula else [str(c).strip() for c in values.get("scope", []) if str(c).strip()]
        rule.rows = [] if rule.formula else [[str(c).strip() for c in row] for row in values.get("rows", [])]
        rule.forbids = bool(values.get("forbids"))
        rule.save()
    return rule
