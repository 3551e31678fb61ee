"""Candidate solutions weighed: parts, price, margin, delay and fit, from the catalogue as it is on a day."""

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
    """A solution as a comparison shows it. ``stands``: the catalogue still allows it; ``unit_price``: for one set."""

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
        """Return the price in euros without tax for all sets, or None while something has no price or is no longer
        sold.
        """
        return None if self.total.no_price or not self.is_valid else self.total.price

    @property
    def unit_price(self) -> Decimal | None:
        return None if self.price is None else (self.price / self.solution.quantity).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Comparison:
    """Solutions side by side, with what the needs ask: one row per demand."""

    rows: list[SolutionEvaluation]
    demands: list[tuple[Demand, list[str]]] = field(default_factory=list)


@dataclass(frozen=True)
class NeedRequirements:
    """What a need sheet asks, as demands of the configurator and as one says them."""

    needs: list[Need]
    demands: list[Demand]


def get_need_requirements(*, family_id: UUID, need_id: UUID, by: User) -> NeedRequirements:
    needs, demands = [], []
    for answer in guide_of(family_id=family_id, need_id=need_id, by=by):
        need = read_need(demand_of(answer))
        if need:
            needs.append(need)
            demands.append(Demand(f"{answer.question.text} {answer.shown}", answer.must))
    return NeedRequirements(needs, demands)


def list_solutions(*, deal_id: UUID, by: User, day: dt.date) -> list[SolutionEvaluation]:
    """Return the candidate solutions of a deal, weighed at the prices of a day, each told what it is best at."""
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
            asked=requirements.get(r.need_id) if r.need_id else None,
            by=by,
            day=day,
        )
        for r in rows
    ]
    # What was refused is no longer in the race; what stands beside it is.
    racing = [w for w in evaluations if w.solution.state != Solution.State.REFUSED and w.is_valid]
    bests = dict(zip((w.solution.pk for w in racing), find_best([_compared(w) for w in racing]), strict=True))
    return [SolutionEvaluation(**{**w.__dict__, "best": bests.get(w.solution.pk, ())}) for w in evaluations]


def compare(rows: Sequence[SolutionEvaluation]) -> Comparison:
    """Return solutions side by side with one row per demand of their needs, in the needs' order."""
    states_by_demand: dict[Demand, dict[UUID, str]] = defaultdict(dict)
    for row in rows:
        if row.fit:
            for demand, state in zip(row.fit.demands, row.fit.states, strict=True):
                states_by_demand[demand][row.solution.pk] = state
    demands = [(d, [states.get(r.solution.pk, "") for r in rows]) for d, states in states_by_demand.items()]
    return Comparison(list(rows), demands)


def _configuration(family_id: UUID, by: User) -> Configuration | None:
    """Return a family to configure, or None when it cannot be as it stands."""
    try:
        return open_configuration(family_id=family_id, by=by)
    except DomainError:
        return None


def evaluate_solution(
    *,
    solution: Solution,
    configuration: Configuration | None,
    extras: Sequence[SolutionExtra],
    asked: NeedRequirements | None,
    by: User,
    day: dt.date,
) -> SolutionEvaluation:
    """Weigh one solution. One that the catalogue no longer allows keeps its parts, and says that it does not stand."""
    chosen = resolve_selection(configuration, solution.choices) if configuration else None
    parts = chosen.parts if chosen else []
    quantities = count_references(parts, solution.quantity)
    for extra in extras:
        quantities[extra.product.reference] = (
            quantities.get(extra.product.reference, 0) + extra.quantity * solution.quantity
        )
    lines = price_lines(by=by, wanted=quantities, list_id=solution.price_list_id, day=day)
    total = calculate_total(lines, rate_of(by=by, list_id=solution.price_list_id), solution.family.assembly_days)
    is_valid = bool(chosen and chosen.possible and not chosen.undecided)
    fit = None
    if asked and configuration and chosen and is_valid:
        fit = Fit(tuple(asked.demands), tuple(demand_statuses(configuration, chosen.choices, asked.needs)))
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
    """Return the parts of a solution, none when the family cannot be configured as it stands."""
    configuration = _configuration(solution.family_id, by)
    return resolve_selection(configuration, solution.choices).parts if configuration else []


def count_references(parts: Sequence[SelectedPart], sets: int) -> dict[str, int]:
    """Return how many of each reference so many sets take."""
    quantities: dict[str, int] = {}
    for part in parts:
        quantities[part.reference] = quantities.get(part.reference, 0) + part.quantity * sets
    return quantities


def list_offerable_solutions(*, deal_id: UUID, by: User) -> list[Solution]:
    """Return the solutions of a deal that may be offered: those kept first, without those refused."""
    rows = Solution.objects.visible_to(by).filter(deal=deal_id).exclude(state=Solution.State.REFUSED)
    return sorted(rows, key=lambda s: s.state != Solution.State.SELECTED)


def list_id_for(*, company_id: UUID, by: User) -> UUID | None:
    """Return the price list of a customer: the one whose segment is among its tags, else the one for everyone."""
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
    """Return, per place in its order, the part of each solution ("" when none): the rows of the comparison."""
    places = dict.fromkeys(p.component for r in rows for p in r.parts)
    by_component = [
        {p.component: f"{p.quantity} × {p.label}" if p.quantity > 1 else p.label for p in r.parts} for r in rows
    ]
    return {place: [h.get(place, "") for h in by_component] for place in places}
