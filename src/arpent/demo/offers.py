"""Candidate solutions of the demonstration: what the configurator proposes for each need, compared and decided."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils import timezone

from arpent.catalogue.public import open_configuration, proposals, resolve_selection
from arpent.configurator.public import Configuration, write_need
from arpent.deals.public import need_address
from arpent.people.public import User
from arpent.solutions.public import decide_solution, list_id_for, save_solution

from .rules.offers import NAMES, VERDICTS


def make_solutions(person: User, company_id: UUID, sheet: Any, at: dt.datetime, *, judged: bool) -> None:
    """Save the proposals for a need as candidate solutions; ``judged``: the first is selected, the others
    are rejected.
    """
    address = need_address(sheet=sheet, by=person)
    made = open_configuration(family_id=sheet.family_id, by=person, needs=address.needs)
    list_id = list_id_for(company_id=company_id, by=person)
    day = timezone.localtime(at).date()
    best = proposals(by=person, configuration=made, choices={}, list_id=list_id, day=day, sets=sheet.quantity)
    selections: list[dict[str, str]] = []
    for kind, choices in best.items():
        whole = _whole(made, choices)
        if not whole or whole in selections:
            continue
        selections.append(whole)
        solution = save_solution(
            by=person,
            at=at,
            deal_id=sheet.deal_id,
            family_id=sheet.family_id,
            name=NAMES[kind],
            choices=whole,
            needs=[write_need(n) for n in address.needs],
            quantity=sheet.quantity,
            list_id=list_id,
            need_id=sheet.pk,
        )
        if judged:
            state, reason = VERDICTS[min(len(selections) - 1, 1)]
            decide_solution(
                by=person, at=at + dt.timedelta(days=1), solution_id=solution.pk, state=state, reason=reason
            )


def _whole(made: Configuration, choices: dict[str, str]) -> dict[str, str]:
    """Return choices with the first possible value of what is left to choose; empty when there is none."""
    chosen = resolve_selection(made, choices)
    while chosen.undecided and chosen.possible:
        masks = made.possible_values(chosen.choices)
        var = next(i for i, v in enumerate(made.encoded.variables) if v.name == chosen.undecided[0])
        code = made.encoded.variables[var].code
        chosen = resolve_selection(
            made, {**chosen.choices, code: made.encoded.space.values[var][int(masks[var].argmax())]}
        )
    return chosen.choices if chosen.possible else {}
