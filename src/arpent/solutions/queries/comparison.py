"""Evaluates and compares candidate solutions: parts, price, margin, delay and fit, with the catalogue of a day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from arpent.catalogue.public import (
    SelectedPart,
    demand_statuses,
    list_for,
    open_configuration,
    price_lines,
    rate_of,
    resolve_selection,
)
from arpent.clients.public import list_tags_of_company
from arpent.configurator.public import Configuration, ConfigurationAddress, Need, PartLine, read_need
from arpent.deals.public import demand_of, guide_of
from arpent.kernel.errors import DomainError
from arpent.people.public import User

from ..models import Solution, SolutionExtra
from ..rules.evaluation import Total, calculate_total
from ..rules.fit import ComparedSolution, Demand, Fit, find_best


@dataclass(frozen=True)
class SolutionEvaluation:
    """A solution with its figures on a day.

    ``parts``: products chosen by the configurator, ``extras``: products added to them, ``lines``: both with prices.
    ``is_valid``: the catalogue still allows the configuration. ``fit``: None without a need sheet. ``delivery_on``:
    None while a delay is unknown. ``over_budget`` and ``late``: against the need sheet. ``best``: criteria on which it
    is best. ``address``: query string that reopens it in the configurator.
    """

    solution: Solution
    parts: list[SelectedPart]
    extras: list[SolutionExtra]
    lines: list[PartLine]
    total: Total
    fit: Fit | None
    is_valid: bool
    delivery_on: dt.date | None
    over_budget: bool
    late: bool
    best: tuple[str, ...] = ()
    address: str = ""

    @property
    def price(self) -> Decimal | None:
        """Return the price in euros excl. VAT for all sets; None while a part has no price or is discontinued."""
        return None if self.total.no_price or not self.is_valid else self.total.price

    @property
    def unit_price(self) -> Decimal | None:
        """Return the price of one set in euros excl. VAT, rounded to the cent; None when unknown."""
        return None if self.price is None else (self.price / self.solution.quantity).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Comparison:
    """Solutions side by side. ``demands``: each demand of their needs with its status per solution ("" when not
    concerned).
    """

    rows: list[SolutionEvaluation]
    demands: list[tuple[Demand, list[str]]] = field(default_factory=list)


@dataclass(frozen=True)
class NeedRequirements:
    """Requirements of a need sheet, as configurator needs and as texts."""

    needs: list[Need]
    demands: list[Demand]


def get_need_requirements(*, family_id: UUID, need_id: UUID, by: User) -> NeedRequirements:
    """Return the requirements of a need sheet; its answers that the configurator cannot read are left out."""
    needs, demands = [], []
    for answer in guide_of(family_id=family_id, need_id=need_id, by=by):
        need = read_need(demand_of(answer))
        if need:
            needs.append(need)
            demands.append(Demand(f"{answer.question.text} {answer.shown}", answer.must))
    return NeedRequirements(needs, demands)


def list_solutions(*, deal_id: UUID, by: User, day: dt.date) -> list[SolutionEvaluation]:
    """Return the evaluated solutions of a deal at the prices of a day, with the criteria on which each is best.

    Refused solutions, and those the catalogue no longer allows, are not ranked.
    """
    rows = list(Solution.objects.visible_to(by).filter(deal=deal_id).select_related("family", "need", "price_list"))
    extras: dict[UUID, list[SolutionExtra]] = defaultdict(list)
    extra_rows = SolutionExtra.objects.visible_to(by).filter(solution__in=rows).select_related("product")
    for extra in extra_rows:
        extras[extra.solution_id].append(extra)
    families = {r.family_id: _configuration(r.family_id, by) for r in rows}
    requirements = {
        r.need_id: get_need_requirements(family_id=r.family_id, need_id=r.need_id, by=by) for r in rows if r.need_id
    }
    evaluations = [
        evaluate_solution(
            solution=r,
            configuration=families[r.family_id],
            extras=extras[r.pk],
            requirements=requirements.get(r.need_id) if r.need_id else None,
            by=by,
            day=day,
        )
        for r in rows
    ]
    # Refused solutions are not ranked.
    racing = [w for w in evaluations if w.solution.state != Solution.State.REFUSED and w.is_valid]
    bests = dict(zip((w.solution.pk for w in racing), find_best([_compared(w) for w in racing]), strict=True))
    return [SolutionEvaluation(**{**w.__dict__, "best": bests.get(w.solution.pk, ())}) for w in evaluations]


def compare(rows: Sequence[SolutionEvaluation]) -> Comparison:
    """Return solutions side by side with one row per demand of their needs, in order."""
    states_by_demand: dict[Demand, dict[UUID, str]] = defaultdict(dict)
    for row in rows:
        if row.fit:
            for demand, state in zip(row.fit.demands, row.fit.states, strict=True):
                states_by_demand[demand][row.solution.pk] = state
    demands = [(d, [states.get(r.solution.pk, "") for r in rows]) for d, states in states_by_demand.items()]
    return Comparison(list(rows), demands)


def _configuration(family_id: UUID, by: User) -> Configuration | None:
    """Return the configuration of a family; None when the family cannot be configured."""
    try:
        return open_configuration(family_id=family_id, by=by)
    except DomainError:
        return None


def evaluate_solution(
    *,
    solution: Solution,
    configuration: Configuration | None,
    extras: Sequence[SolutionExtra],
    requirements: NeedRequirements | None,
    by: User,
    day: dt.date,
) -> SolutionEvaluation:
    """Return the evaluation of one solution at the prices of a day.

    A solution that the catalogue no longer allows still has its parts, with ``is_valid`` False; none when its family
    cannot be configured (``configuration`` None).
    """
    chosen = resolve_selection(configuration, solution.choices) if configuration else None
    parts = chosen.parts if chosen else []
    quantities = count_references(parts, solution.quantity)
    for extra in extras:
        quantities[extra.product.reference] = (
            quantities.get(extra.product.reference, 0) + extra.quantity * solution.quantity
        )
    lines = price_lines(by=by, quantities=quantities, list_id=solution.price_list_id, day=day)
    total = calculate_total(lines, rate_of(by=by, list_id=solution.price_list_id), solution.family.assembly_days)
    is_valid = bool(chosen and chosen.possible and not chosen.undecided)
    fit = None
    if requirements and configuration and chosen and is_valid:
        fit = Fit(
            tuple(requirements.demands), tuple(demand_statuses(configuration, chosen.choices, requirements.needs))
        )
    need = solution.need
    on = None if total.no_delay else day + dt.timedelta(days=total.delivery_days)
    address = ConfigurationAddress(
        solution.choices, tuple(n for text in solution.needs if (n := read_need(text))), str(solution.pk)
    )
    return SolutionEvaluation(
        solution,
        parts,
        list(extras),
        lines,
        total,
        fit,
        is_valid,
        on,
        over_budget=bool(need and need.budget is not None and not total.no_price and total.price > need.budget),
        late=bool(need and need.deadline_on and on and on > need.deadline_on),
        address=str(address),
    )


def list_parts(*, solution: Solution, by: User) -> list[SelectedPart]:
    """Return the parts of a solution; none when its family cannot be configured."""
    configuration = _configuration(solution.family_id, by)
    return resolve_selection(configuration, solution.choices).parts if configuration else []


def count_references(parts: Sequence[SelectedPart], sets: int) -> dict[str, int]:
    """Return the quantity of each reference for a number of sets."""
    quantities: dict[str, int] = {}
    for part in parts:
        quantities[part.reference] = quantities.get(part.reference, 0) + part.quantity * sets
    return quantities


def list_offerable_solutions(*, deal_id: UUID, by: User) -> list[Solution]:
    """Return the solutions of a deal that an offer may contain: selected ones first, without refused ones."""
    rows = Solution.objects.visible_to(by).filter(deal=deal_id).exclude(state=Solution.State.REFUSED)
    return sorted(rows, key=lambda s: s.state != Solution.State.SELECTED)


def list_id_for(*, company_id: UUID, by: User) -> UUID | None:
    """Return the id of a customer's price list: of the first whose segment is among its tags, else the general one; or
    None.
    """
    price_list = list_for(by=by, segments=list_tags_of_company(company_id=company_id, by=by))
    return price_list.pk if price_list else None


def _compared(row: SolutionEvaluation) -> ComparedSolution:
    return ComparedSolution(
        row.price,
        row.total.margin_percent,
        None if row.total.no_delay else row.total.delivery_days,
        row.fit.score if row.fit else None,
    )


def parts_in_order(rows: Sequence[SolutionEvaluation]) -> Mapping[str, list[str]]:
    """Return, per component in order, the part of each solution ("" when none): the rows of the comparison."""
    components = dict.fromkeys(p.component for r in rows for p in r.parts)
    by_component = [
        {p.component: f"{p.quantity} × {p.label}" if p.quantity > 1 else p.label for p in r.parts} for r in rows
    ]
    return {component: [h.get(component, "") for h in by_component] for component in components}
