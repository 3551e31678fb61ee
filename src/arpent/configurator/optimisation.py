"""Find the best complete configurations: lowest price, best margin rate, fastest delivery."""

from collections.abc import Callable, Mapping

from .configuration import Configuration
from .part_prices import PartLine

# Cost of excluded parts: larger than any price, smaller than infinity.
UNAVAILABLE = float("inf")
Pricer = Callable[[PartLine], float]
Summer = Callable[[Pricer], dict[str, dict[str, float]]]
Parts = Mapping[str, Mapping[str, PartLine]]


def optimise(
    configuration: Configuration, choices: Mapping[str, str], parts: Parts, rate: float = 1.0
) -> dict[str, dict[str, str]]:
    """Return complete choices by criterion: "price", "margin" (rate), "delay"; a criterion without a result is absent.

    ``parts``: line of each part by component and reference. ``rate``: euros for one unit of the prices' currency. Parts
    without a price are never proposed, those without a cost or a delay not for that criterion. "delay" is the cheapest
    among those whose slowest part is delivered first.
    """

    def sums(value: Pricer) -> dict[str, dict[str, float]]:
        """Return a value of each part, by component and reference."""
        return {component: {r: value(line) for r, line in lines.items()} for component, lines in parts.items()}

    def price(line: PartLine) -> float:
        """Return the price in euros of a part's quantity."""
        return UNAVAILABLE if line.price is None else float(line.price) * rate * line.quantity

    best_by_criterion = {
        "price": configuration.cheapest(choices, sums(price)),
        "margin": _best_rate(configuration, choices, parts, price, sums),
        "delay": _soonest(configuration, choices, parts, price, sums),
    }
    return {k: v for k, v in best_by_criterion.items() if v is not None}


def _best_rate(
    configuration: Configuration, choices: Mapping[str, str], parts: Parts, price: Pricer, sums: Summer
) -> dict[str, str] | None:
    """Return the configuration with the best margin rate: a ratio of two sums (W. Dinkelbach, Management Science 13,
    1967).

    The sum of margins in euros would favour the largest set; the rate does not depend on size.
    """

    def cost(line: PartLine) -> float:
        """Return the cost in euros of a part's quantity."""
        return UNAVAILABLE if line.cost is None or line.price is None else float(line.cost) * line.quantity

    best, share = None, 1.0  # cost over price, lower is better
    for _ in range(20):

        def gap(line: PartLine, share: float = share) -> float:
            """Return cost less ``share`` times price, the function whose zero Dinkelbach's method finds."""
            return UNAVAILABLE if cost(line) == UNAVAILABLE else cost(line) - share * price(line)

        candidate = configuration.cheapest(choices, sums(gap))
        if candidate is None:
            break
        lines = [
            parts[component][r] for component, r in candidate.items() if component in parts and r in parts[component]
        ]
        sold = sum(price(x) for x in lines)
        reached = sum(cost(x) for x in lines) / sold if sold else share
        if best is not None and reached >= share - 1e-9:
            break
        best, share = candidate, reached
    return best


def _soonest(
    configuration: Configuration, choices: Mapping[str, str], parts: Parts, price: Pricer, sums: Summer
) -> dict[str, str] | None:
    """Return the cheapest configuration among those with the earliest delivery."""
    delays = sorted(
        {x.delivery_days for lines in parts.values() for x in lines.values() if x.delivery_days is not None}
    )
    low, high = 0, len(delays) - 1
    best = None
    while low <= high:
        middle = (low + high) // 2
        max_days = delays[middle]

        def price_within_days(line: PartLine, max_days: int = max_days) -> float:
            """Return the price of a part delivered within a number of days."""
            return price(line) if line.delivery_days is not None and line.delivery_days <= max_days else UNAVAILABLE

        candidate = configuration.cheapest(choices, sums(price_within_days))
        if candidate is None:
            low = middle + 1
        else:
            best, high = candidate, middle - 1
    return best
