"""Panel of the configurator: total of the configuration, best proposals, saving in a deal."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from arpent.catalogue.public import (
    Selection,
    get_family,
    list_for,
    list_price_lists,
    open_configuration,
    price_lines,
    proposals,
    rate_of,
    resolve_selection,
)
from arpent.configurator.public import ConfigurationAddress
from arpent.deals.public import get_deal, get_need, list_open_deals
from arpent.kernel.errors import NotFound
from arpent.kernel.ids import parse_id
from arpent.people.public import User

from ..models import Solution
from ..rules.evaluation import Total, calculate_total
from .comparison import count_references, list_id_for
from .solutions import get_solution


@dataclass(frozen=True)
class Purpose:
    """What a configuration is for: deal, need sheet, edited solution; each None when not given."""

    deal: Any = None
    need: Any = None
    solution: Solution | None = None


def read_purpose(text: str, *, by: User) -> Purpose:
    """Return the visible records named by the parameter ``for`` (id of a solution, need sheet or deal); others are
    ignored.
    """
    record_id = parse_id(text)
    if record_id is None:
        return Purpose()
    if solution := _seen(lambda: get_solution(solution_id=record_id, by=by)):
        need = get_need(need_id=solution.need_id, by=by) if solution.need_id else None
        return Purpose(solution.deal, need, solution)
    if need := _seen(lambda: get_need(need_id=record_id, by=by)):
        return Purpose(need.deal, need)
    return Purpose(_seen(lambda: get_deal(deal_id=record_id, by=by)))


def _seen(get: Callable[[], Any]) -> Any:
    """Return the result, or None when it is not visible to the person."""
    try:
        return get()
    except NotFound:
        return None


@dataclass(frozen=True)
class Proposal:
    """A complete configuration. ``kinds``: the criteria on which it is best, among "price", "margin" and "delay".

    ``address``: query string that opens it in the configurator.
    """

    kinds: list[str]
    total: Total
    address: str


@dataclass(frozen=True)
class ConfiguredPanel:
    """Content of the panel: the configuration, its total for ``quantity`` sets at a price list, and the best
    proposals.

    ``lists``: (id, label) of price lists; ``deals``: (id, title) of open deals, empty when the deal is already known.
    """

    purpose: Purpose
    address: ConfigurationAddress
    chosen: Selection
    total: Total
    list_id: UUID | None
    quantity: int
    lists: list[tuple[str, str]]
    deals: list[tuple[str, str]] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)


def configured_panel(
    *,
    family_id: UUID,
    by: User,
    address: ConfigurationAddress,
    day: dt.date,
    list_id: UUID | None,
    quantity: int,
    propose: bool,
) -> ConfiguredPanel:
    """Return the panel of a configuration at the prices of a day.

    ``list_id``: replaced by the customer's usual list when None or unknown. ``quantity`` 0: that of the solution or
    need sheet, else 1. ``propose``: also search the best configurations. Raise NotFound for an unknown family,
    DomainError when the family cannot be configured.
    """
    family = get_family(family_id=family_id, by=by)
    if family is None:
        raise NotFound("family")
    purpose = read_purpose(address.purpose, by=by)
    quantity = quantity or (
        purpose.solution.quantity if purpose.solution else purpose.need.quantity if purpose.need else 1
    )
    lists = list_price_lists(by=by)
    if list_id not in {x.pk for x in lists}:
        list_id = _usual_list(purpose, by)
    configuration = open_configuration(family_id=family_id, by=by, needs=address.needs)
    chosen = resolve_selection(configuration, address.choices)

    rate = rate_of(by=by, list_id=list_id)

    def total(selection: Selection) -> Total:
        """Return the total of a selection at the panel's price list and quantity."""
        lines = price_lines(by=by, quantities=count_references(selection.parts, quantity), list_id=list_id, day=day)
        return calculate_total(lines, rate, family.assembly_days)

    by_address: dict[str, Proposal] = {}
    if propose and chosen.possible:
        best = proposals(
            by=by, configuration=configuration, choices=address.choices, list_id=list_id, day=day, sets=quantity
        )
        for kind, choices in best.items():
            proposal_address = str(address.with_choices(choices))
            proposal = by_address.setdefault(
                proposal_address, Proposal([], total(resolve_selection(configuration, choices)), proposal_address)
            )
            proposal.kinds.append(kind)
    deals = [] if purpose.deal else [(str(d.pk), d.title) for d in list_open_deals(by=by)]
    return ConfiguredPanel(
        purpose,
        address,
        chosen,
        total(chosen),
        list_id,
        quantity,
        [(str(x.pk), f"{x.name} ({x.currency})") for x in lists],
        deals,
        list(by_address.values()),
    )


def _usual_list(purpose: Purpose, by: User) -> UUID | None:
    if purpose.solution and purpose.solution.price_list_id:
        return purpose.solution.price_list_id  # type: ignore[no-any-return]
    if purpose.deal:
        return list_id_for(company_id=purpose.deal.company_id, by=by)
    price_list = list_for(by=by, segments=())
    return price_list.pk if price_list else None
