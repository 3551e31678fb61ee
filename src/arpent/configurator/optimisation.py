"""Which whole configuration to propose: the cheapest, the one of best margin, the soonest."""

from collections.abc import Callable, Mapping

from .configuration import Configuration
from .part_prices import Line

# What a part may cost before it counts as out of reach: larger than any price, smaller than infinity.
OUT = float("inf")
Pricer = Callable[[Line], float]
Summer = Callable[[Pricer], dict[str, dict[str, float]]]
Parts = Mapping[str, Mapping[str, Line]]


def propose(
    made: Configuration, choices: Mapping[str, str], parts: Parts, rate: float = 1.0
) -> dict[str, dict[str, str]]:
    """Return whole choices by what they are best at: "price", "margin" (its rate), "delay"; without those nobody can
    tell.

    ``parts``: the line of each part by place and reference, prices at ``rate`` euros. A part without a price is never
    proposed, one without a cost not for its margin, one without a delay not for being soon.
    """

    def sums(value: Pricer) -> dict[str, dict[str, float]]:
        return {place: {r: value(line) for r, line in lines.items()} for place, lines in parts.items()}

    def price(line: Line) -> float:
        return OUT if line.price is None else float(line.price) * rate * line.quantity

    found = {
        "price": made.cheapest(choices, sums(price)),
        "margin": _best_rate(made, choices, parts, price, sums),
        "delay": _soonest(made, choices, parts, price, sums),
    }
    return {k: v for k, v in found.items() if v is not None}


def _best_rate(
    made: Configuration, choices: Mapping[str, str], parts: Parts, price: Pricer, sums: Summer
) -> dict[str, str] | None:
    """Return the configuration of the best margin rate: a ratio of two sums (W. Dinkelbach, Management Science 13,
    1967).

    A sum of margins in euros would propose the largest set of all; the rate does not grow with what one sells.
    """

    def cost(line: Line) -> float:
        return OUT if line.cost is None or line.price is None else float(line.cost) * line.quantity

    best, share = None, 1.0  # cost over price, the smaller the better
    for _ in range(20):

        def gap(line: Line, share: float = share) -> float:
            return OUT if cost(line) == OUT else cost(line) - share * price(line)

        found = made.cheapest(choices, sums(gap))
        if found is None:
            break
        lines = [parts[place][r] for place, r in found.items() if place in parts and r in parts[place]]
        sold = sum(price(x) for x in lines)
        reached = sum(cost(x) for x in lines) / sold if sold else share
        if best is not None and reached >= share - 1e-9:
            break
        best, share = found, reached
    return best


def _soonest(
    made: Configuration, choices: Mapping[str, str], parts: Parts, price: Pricer, sums: Summer
) -> dict[str, str] | None:
    """Return the cheapest among those delivered soonest: the least longest delay for which some configuration is
    left.
    """
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
