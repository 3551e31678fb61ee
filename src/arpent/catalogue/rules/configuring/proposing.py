"""Which whole configuration to propose: the cheapest, the one of best margin, the soonest."""

from collections.abc import Callable, Mapping

from ..pricing import Line
from .session import Configuration

# What a part may cost before it counts as out of reach: larger than any price, smaller than infinity.
OUT = float("inf")


def propose(
    made: Configuration, choices: Mapping[str, str], parts: Mapping[str, Mapping[str, Line]], rate: float = 1.0
) -> dict[str, dict[str, str]]:
    """Return whole choices by what they are best at: "price", "margin", "delay"; without those nobody can tell.

    ``parts``: the line of each part by place and reference, prices at ``rate`` euros. A part without a price is never
    proposed, one without a cost not for its margin, one without a delay not for being soon.
    """

    def sums(value: Callable[[Line], float]) -> dict[str, dict[str, float]]:
        return {place: {r: value(line) for r, line in lines.items()} for place, lines in parts.items()}

    def price(line: Line) -> float:
        return OUT if line.price is None else float(line.price) * rate * line.quantity

    def loss(line: Line) -> float:
        return OUT if line.cost is None else float(line.cost) * line.quantity - price(line)

    found = {
        "price": made.cheapest(choices, sums(price)),
        "margin": made.cheapest(choices, sums(lambda x: OUT if x.price is None else loss(x))),
        "delay": _soonest(made, choices, parts, price, sums),
    }
    return {k: v for k, v in found.items() if v is not None}


def _soonest(
    made: Configuration,
    choices: Mapping[str, str],
    parts: Mapping[str, Mapping[str, Line]],
    price: Callable[[Line], float],
    sums: Callable[[Callable[[Line], float]], dict[str, dict[str, float]]],
) -> dict[str, str] | None:
    """Return the cheapest among those delivered soonest: the least longest delay for which some configuration is left."""
    delays = sorted(
        {x.delivery_days for lines in parts.values() for x in lines.values() if x.delivery_days is not None}
    )
    low, high = 0, len(delays) - 1
    best = None
    while low <= high:
        middle = (low + high) // 2
        most = delays[middle]

        def within(line: Line, most: int = most) -> float:
            return price(line) if line.delivery_days is not None and line.delivery_days <= most else OUT

        found = made.cheapest(choices, sums(within))
        if found is None:
            low = middle + 1
        else:
            best, high = found, middle - 1
    return best
