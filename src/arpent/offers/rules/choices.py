"""The choice that costs us most: which options and variants, if the customer took them, would leave the least margin."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from arpent.kernel.money import HUNDRED, ZERO


@dataclass(frozen=True, slots=True)
class Choice:
    """A line in euros: ``role`` "included", "option" or "variant" of the line ``variant_of``; its pocket price and margin."""

    key: str
    role: str
    variant_of: str
    pocket: Decimal
    margin: Decimal


def worst_choice(lines: Sequence[Choice], floor: Decimal) -> list[str]:
    """Return the keys of the options and variants that together bring the margin on price furthest below a floor in percent.

    A sum of margins is below ``floor`` of a sum of prices when the sum of (margin - floor * price) is below nothing; that sum
    is smallest when each choice is made for itself (Dinkelbach's parametric step). So when any choice goes below the floor,
    this one does.
    """
    scores = {x.key: x.margin - floor * x.pocket / HUNDRED for x in lines}
    taken = [x.key for x in lines if x.role == "option" and scores[x.key] < ZERO]
    places: dict[str, list[str]] = {}
    for line in lines:
        if line.role == "variant":
            places.setdefault(line.variant_of, []).append(line.key)
    for base, variants in places.items():
        worst = min(variants, key=lambda k: scores[k])
        if scores[worst] < scores.get(base, ZERO):
            taken.append(worst)
    return taken
