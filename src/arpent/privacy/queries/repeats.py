"""Queries of the erasures repeated after a restore that need a person's decision."""

from arpent.people.public import User

from ..models import RetentionItem
from .declared import every_row
from .ledger import list_unknown_erasures

REPEAT, TABLE = "erasure.repeat", "privacy.Erasure"


def list_repeats(*, by: User) -> list[RetentionItem]:
    """Return the open repetitions, those that need a decision first."""
    items = list(RetentionItem.objects.visible_to(by).filter(rule=REPEAT, state="proposed"))
    return sorted(items, key=lambda i: (i.facts.get("why") == "repeated", i.due_on))


def count_repeats() -> tuple[int, int, int]:
    """Return (erasures that the database lacks, repetitions that need a decision, repetitions to be noted only)."""
    whys = [
        f.get("why")
        for f in every_row(RetentionItem).filter(rule=REPEAT, state="proposed").values_list("facts", flat=True)
    ]
    looks = whys.count("repeated")
    return len(list_unknown_erasures()), len(whys) - looks, looks
