"""Candidate solutions: save, change, decide, add extras, delete."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from arpent.catalogue.public import find_product, get_family, get_price_list, open_configuration, resolve_selection
from arpent.clients.public import record_on_timeline
from arpent.configurator.public import read_need
from arpent.database.lengths import checked_text, length_refusals
from arpent.deals.permissions import DealPermission
from arpent.deals.public import get_deal, get_need
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.merging import Seen, changed_since, merge_record
from arpent.kernel.text import excerpt
from arpent.people.public import User, require_permission

from ..models import Solution, SolutionExtra
from ..queries.solutions import get_solution
from ..rules.saving import MAX_QUANTITY, check_among_others, check_selection, resets_decision, solution_refusals


def save_solution(
    *,
    by: User,
    at: dt.datetime,
    deal_id: UUID,
    family_id: UUID,
    name: str,
    choices: Mapping[str, str],
    needs: Sequence[str] = (),
    quantity: int = 1,
    list_id: UUID | None = None,
    need_id: UUID | None = None,
    solution_id: UUID | None = None,
    seen: Seen = None,
) -> Solution:
    """Save a configuration as a candidate solution, or change one; a change of anything but its name resets its
    decision.

    ``choices``: value by code; ``needs``: demands as texts ("pompe.debit>=40 m³/h"); ``quantity``: number of sets;
    with ``seen``, name, quantity and price list are merged with concurrent changes.

    Raise Conflict when one of them was changed concurrently, ValidationErrors "solutions.name_needed",
    "solutions.name_taken", "solutions.wrong_quantity" and "database.text_too_long" by field, DomainError
    "solutions.impossible" or "solutions.incomplete" for the configuration and "solutions.too_many" for the deal,
    NotFound for a record the person does not see.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    if solution_id and seen is not None:
        with operation(by=by, at=at, kind="solutions.solution", label=name.strip()):
            existing = get_solution(solution_id=solution_id, by=by, lock=True)
            written = {"name": name, "quantity": quantity, "list_id": list_id}
            merged = merge_record(existing, written, seen, list_id=existing.price_list_id)
            return save_solution(
                by=by,
                at=at,
                deal_id=deal_id,
                family_id=family_id,
                choices=existing.choices,
                needs=existing.needs,
                need_id=existing.need_id,
                solution_id=solution_id,
                **merged,
            )
    name = name.strip()
    if refusals := length_refusals(Solution, {"name": name}) | solution_refusals(name=name, quantity=quantity):
        raise ValidationErrors(refusals)
    _check_records(deal_id, family_id, list_id, need_id, by)
    needs_read = [n for text in needs if (n := read_need(text))]
    chosen = resolve_selection(open_configuration(family_id=family_id, by=by, needs=needs_read), choices)
    check_selection(possible=chosen.possible, undecided=chosen.undecided)
    with operation(by=by, at=at, kind="solutions.solution", label=name):
        deal = get_deal(deal_id=deal_id, by=by, lock=True)
        others = Solution.objects.visible_to(by).filter(deal=deal)
        if solution_id:
            solution = get_solution(solution_id=solution_id, by=by, lock=True)
            if solution.deal_id != deal.pk or solution.family_id != family_id:
                raise NotFound("solution")
        else:
            solution = Solution(deal=deal, family_id=family_id, need_id=need_id, created_at=at)
        names = others.exclude(pk=solution.pk).values_list("name", flat=True)
        check_among_others(name=name, others=names, is_new=not solution_id)
        values: dict[str, Any] = {
            "quantity": quantity,
            "price_list_id": list_id,
            "choices": chosen.choices,
            "needs": list(needs),
        }
        if resets_decision({k: getattr(solution, k) for k in values}, values):
            values |= {"state": Solution.State.CANDIDATE, "reason": "", "decided_at": None}
        for field, value in {"name": name, **values}.items():
            setattr(solution, field, value)
        solution.save()
    return solution


def _check_records(deal_id: UUID, family_id: UUID, list_id: UUID | None, need_id: UUID | None, by: User) -> None:
    """Raise NotFound unless the family, the price list and the deal's need sheet exist."""
    if get_family(family_id=family_id, by=by) is None:
        raise NotFound("family")
    if list_id and get_price_list(list_id=list_id, by=by) is None:
        raise NotFound("price_list")
    if need_id and get_need(need_id=need_id, by=by).deal_id != deal_id:
        raise NotFound("need")


def decide_solution(
    *, by: User, at: dt.datetime, solution_id: UUID, state: str, reason: str, seen: Seen = None
) -> Solution:
    """Select or refuse a solution with a reason, or make it a candidate again (the reason is deleted).

    A selection is recorded on the company's timeline. Raise DomainError "solutions.wrong_state",
    "solutions.reason_needed", or "solutions.decided_concurrently" when state or reason differ from ``seen``;
    ValidationErrors "database.text_too_long" for the reason; NotFound when the person does not see the solution.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    get_solution(solution_id=solution_id, by=by)
    reason = checked_text(Solution, "reason", reason)
    if state not in Solution.State.values:
        raise DomainError("solutions.wrong_state")
    if state != Solution.State.CANDIDATE and not reason:
        raise DomainError("solutions.reason_needed")
    with operation(by=by, at=at, kind=f"solutions.{state}") as op:
        solution = get_solution(solution_id=solution_id, by=by, lock=True)
        if changed_since(seen=seen, stored={"state": solution.state, "reason": solution.reason}):
            raise DomainError("solutions.decided_concurrently", state=solution.get_state_display())
        op.describe(solution.name)
        back = state == Solution.State.CANDIDATE
        solution.state, solution.reason, solution.decided_at = state, "" if back else reason, None if back else at
        solution.save(update_fields=["state", "reason", "decided_at"])
        if state == Solution.State.SELECTED:
            title = f"{solution.deal.title} : {solution.name}"
            record_on_timeline(company_id=solution.deal.company_id, by=by, at=at, kind="deal", title=title, body=reason)
    return solution


def remove_solution(*, by: User, at: dt.datetime, solution_id: UUID) -> UUID:
    """Delete a solution (undoable); return the deal's id. Raise NotFound when the person does not see it."""
    require_permission(by, DealPermission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="solutions.solution_removed") as op:
        solution = get_solution(solution_id=solution_id, by=by, lock=True)
        op.describe(solution.name)
        deal_id = solution.deal_id
        solution.delete()
    return deal_id  # type: ignore[no-any-return]


def set_extra(*, by: User, at: dt.datetime, solution_id: UUID, reference: str, quantity: int) -> Solution:
    """Set the quantity per set of a product added to the configuration; 0 removes it.

    Raise DomainError "offers.no_such_product" for an unknown reference, "solutions.wrong_quantity" outside 0 to
    100,000; NotFound when the person does not see the solution.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    get_solution(solution_id=solution_id, by=by)
    product = find_product(reference=reference, by=by)
    if product is None:
        raise DomainError("offers.no_such_product", reference=excerpt(reference))
    if not 0 <= quantity <= MAX_QUANTITY:
        raise DomainError("solutions.wrong_quantity", limit=MAX_QUANTITY)
    with operation(by=by, at=at, kind="solutions.extra") as op:
        solution = get_solution(solution_id=solution_id, by=by, lock=True)
        op.describe(f"{solution.name} : {product.reference}")
        existing = SolutionExtra.objects.visible_to(by).filter(solution=solution, product=product).first()
        if existing and not quantity:
            existing.delete()
        elif existing:
            existing.quantity = quantity
            existing.save(update_fields=["quantity"])
        elif quantity:
            SolutionExtra.objects.create(solution=solution, product=product, quantity=quantity)
    return solution
