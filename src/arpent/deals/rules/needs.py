"""Validity of need sheets, and their answers as fields to merge."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from arpent.kernel.errors import DomainError
from arpent.kernel.merging import Seen, fingerprint, merge_or_raise
from arpent.kernel.money import MAX_AMOUNT

MAX_QUANTITY = 100_000

# By question: the text, and whether it is required rather than a wish.
Answers = Mapping[UUID, tuple[str, bool]]


def need_refusals(*, budget: Any, quantity: int) -> dict[str, DomainError]:
    """Return a DomainError by field for each invalid value. ``budget``: EUR excl. VAT, None when unknown."""
    refusals = {}
    if budget is not None and not 0 <= Decimal(budget) <= MAX_AMOUNT:
        refusals["budget"] = DomainError("deals.wrong_amount", limit=int(MAX_AMOUNT))
    if not 1 <= quantity <= MAX_QUANTITY:
        refusals["quantity"] = DomainError("deals.wrong_quantity", limit=MAX_QUANTITY)
    return refusals


def merge_need(
    *, stored: Mapping[str, Any], stored_answers: Answers, values: Mapping[str, Any], answers: Answers, seen: Seen
) -> tuple[dict[str, Any], Answers] | None:
    """Return the values and answers to store, or None when they equal the stored ones.
    ``seen``: values by name, answers prefixed "q_" and wishes "w_" before the question's id. Raise Conflict for a value
    changed concurrently.
    """
    blank = dict.fromkeys((n for n in seen or {} if n.startswith("q_")), "")
    written = {**values, **blank, **_as_fields(answers)}
    current = {n: False if n.startswith("w_") else "" for n in written} | dict(stored) | _as_fields(stored_answers)
    merged = merge_or_raise(seen=seen, stored=current, written=written)
    if seen is not None and all(fingerprint(v) == fingerprint(current[n]) for n, v in merged.items()):
        return None
    return {n: merged[n] for n in values}, _from_fields(merged)


def _as_fields(answers: Answers) -> dict[str, Any]:
    """Return answers as fields: the text as "q_<question>", whether it is a wish as "w_<question>"."""
    return {f"q_{pk}": value for pk, (value, _must) in answers.items()} | {
        f"w_{pk}": not must for pk, (_value, must) in answers.items()
    }


def _from_fields(values: Mapping[str, Any]) -> dict[UUID, tuple[str, bool]]:
    return {
        UUID(n[2:]): (v, not values.get(f"w_{n[2:]}", False)) for n, v in values.items() if n.startswith("q_") and v
    }
