"""The demonstration's catalogue: families, products, rules, two years of prices."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from arpent.catalogue.public import (
    link_product,
    save_characteristic,
    save_component,
    save_family,
    save_period,
    save_price_list,
    save_product,
    save_question,
    save_rule,
    set_prices,
)
from arpent.people.public import User

from .rules.catalogue import FAMILIES, Family
from .rules.guides import GUIDES


def make_catalogue(keeper: User, at: dt.datetime) -> None:
    """Create the catalogue: the simple families, then the kits with their rules."""
    families: dict[str, UUID] = {}
    products: dict[str, UUID] = {}
    costs: dict[str, Decimal] = {}
    for one in FAMILIES:
        values = {"name": one.name, "parent_id": families.get(one.parent), "assembly_days": one.assembly_days}
        families[one.name] = save_family(by=keeper, at=at, values=values).pk
        _ask(keeper, at, families[one.name], one, computed=False)
        for item in one.items:
            made = save_product(
                by=keeper,
                at=at,
                values={
                    "family_id": families[one.name],
                    "reference": item.reference,
                    "name": item.name,
                    "kind": item.kind,
                    "purchase_cost": Decimal(str(item.cost)),
                    "delivery_days": item.days,
                    "sheet": {k: str(v) for k, v in item.sheet.items()},
                    "stock": len(item.name) * 7 % 13 if item.days < 10 else None,
                },
            )
            products[item.reference], costs[item.reference] = made.pk, Decimal(str(item.cost))
        for position, (name, parts_of, optional) in enumerate(one.components, 1):
            save_component(
                by=keeper,
                at=at,
                family_id=families[one.name],
                values={"name": name, "parts_of_id": families[parts_of], "optional": optional, "position": position},
            )
        _ask(keeper, at, families[one.name], one, computed=True)
        for name, reason, formula in one.rules:
            save_rule(
                by=keeper,
                at=at,
                family_id=families[one.name],
                values={"name": name, "reason": reason, "formula": formula},
            )
    for name, guide in GUIDES.items():
        for position, question in enumerate(guide, 1):
            values = question.__dict__ | {"position": position}
            save_question(by=keeper, at=at, family_id=families[name], values=values)
    for reference in (r for r in products if r.startswith("PC")):
        link_product(by=keeper, at=at, product_id=products[reference], reference=f"KG{reference[2:8]}")
    _prices(keeper, at, products, costs)


def _ask(keeper: User, at: dt.datetime, family_id: UUID, one: Family, *, computed: bool) -> None:
    for position, (name, kind, more, formula) in enumerate(one.characteristics, 1):
        if bool(formula) != computed:
            continue
        unit, *listed = more.split("|") if kind == "number" else ("", *more.split("|"))
        values = {"name": name, "kind": kind, "unit": unit, "values": listed, "formula": formula, "position": position}
        save_characteristic(by=keeper, at=at, family_id=family_id, values=values)


def _prices(keeper: User, at: dt.datetime, products: dict[str, UUID], costs: dict[str, Decimal]) -> None:
    year = at.year
    # A firm earns more on what it sells alone: accessories and drives carry more than pumps.
    shares = {"PC": Decimal("0.94"), "MT": Decimal("1.04"), "VF": Decimal("1.12"), "CH": Decimal("1.2")}
    factors = (("Tarif public", "", Decimal("1.62")), ("Contrats cadres", "contrat", Decimal("1.44")))
    for name, segment, factor in factors:
        price_list = save_price_list(by=keeper, at=at, values={"name": name, "segment": segment})
        for shift, rise in ((0, Decimal(1)), (1, Decimal("1.03"))):
            end = dt.date(year, 12, 31) if not shift else None
            period = save_period(
                by=keeper, at=at, list_id=price_list.pk, starts_on=dt.date(year + shift, 1, 1), ends_on=end
            )
            for least, share in ((1, Decimal(1)), (10, Decimal("0.93"))):
                amounts = {
                    pk: (costs[r] * factor * rise * share * shares.get(r[:2], Decimal(1))).quantize(Decimal("0.1"))
                    for r, pk in products.items()
                }
                set_prices(by=keeper, at=at, period_id=period.pk, amounts=amounts, from_quantity=least)
