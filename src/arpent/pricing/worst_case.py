"""Worst case of a quote: the selection of options and alternatives with the lowest margin (exact, no enumeration)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from arpent.kernel.money import HUNDRED, ZERO, round_cents

from .conditions import YEAR, Conditions
from .lines import PricingLine, line_cost

# By key: "included", "option" or "alternative", and the key of the line an alternative may replace.
Roles = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sums:
    """Net amounts of one selection in the offer's currency excl. VAT, before the discount on the total."""

    ordinary: Decimal
    carriage: Decimal


class ChoiceSpace:
    """All selections of options and alternatives of an offer, as an affine problem.

    Each line has its own price and cost; an unknown cost counts as 0. Costs of the conditions and the fixed discount
    are constant amounts; percentages apply to all lines alike.
    """

    def __init__(self, lines: Sequence[PricingLine], roles: Roles, conditions: Conditions) -> None:
        self.roles, self.conditions = roles, conditions
        self.lines = {x.key: x for x in lines}
        self.nets = {x.key: max(x.running()[3], ZERO) for x in lines}
        self.costs = {x.key: line_cost(x) or ZERO for x in lines}
        self.percent = conditions.global_percent / HUNDRED
        credit = (
            (HUNDRED - conditions.deposit_percent)
            * conditions.financing_rate_percent
            * max(conditions.payment_days, 0)
            / YEAR
        )
        self.retained_share = 1 - credit / (HUNDRED * HUNDRED) - conditions.warranty_percent / HUNDRED
        self.fixed = round_cents(conditions.carriage_cost) + round_cents(conditions.incoterm_cost)
        # What a line adds to the price before commission, in euros.
        self.weights = {
            k: n * conditions.rate * self.retained_share * (1 if self.lines[k].carriage else 1 - self.percent)
            for k, n in self.nets.items()
        }
        self.alternatives: dict[str, list[str]] = {}
        for key, (role, base) in roles.items():
            if role == "alternative":
                self.alternatives.setdefault(base, []).append(key)

    def selected_keys(self, selection: set[str]) -> set[str]:
        """Return the keys of the lines that count when these options and alternatives are selected."""
        replaced = {base for k, (role, base) in self.roles.items() if k in selection and role == "alternative"}
        return {
            k
            for k, (role, _base) in self.roles.items()
            if (k not in replaced if role == "included" else k in selection)
        }

    def worst(self, floor: Decimal) -> set[str]:
        """Return the selection that brings the margin on price furthest below a floor in percent.

        With a commission c of the margin, a margin m on price b is below f when m / b < f / (1 - c + f c). The sum of
        margins is below a share of the sum of prices when the sum of (cost - (1 - share) x price) is positive, which is
        maximal when each group is maximised on its own (Dinkelbach's parametric step), whatever the fixed amounts.
        """
        rate, commission = floor / HUNDRED, self.conditions.commission_percent / HUNDRED
        below = 1 - commission + rate * commission
        share = 1 - (rate / below if below else Decimal(1))
        return self._best_selection({k: self.costs[k] - share * self.weights[k] for k in self.roles})

    def cheapest(self) -> set[str]:
        """Return the selection with the lowest total: the cheapest alternatives and no option. Fixed costs weigh most
        there.
        """
        return self._best_selection({k: -self.weights[k] for k in self.roles})

    def _best_selection(self, scores: Mapping[str, Decimal]) -> set[str]:
        selection = {k for k, (role, _base) in self.roles.items() if role == "option" and scores[k] > 0}
        for base, keys in self.alternatives.items():
            best = max(keys, key=lambda k: scores[k])
            # An alternative whose line was deleted can only be added.
            if scores[best] > scores.get(base, ZERO):
                selection.add(best)
        return selection

    def lowest_sums(self) -> dict[str, Sums]:
        """Return by key the amounts of the cheapest selection that contains the line, where its share of fixed costs
        is largest.
        """
        chosen = self.selected_keys(self.cheapest())
        ordinary = sum((self.nets[k] for k in chosen if not self.lines[k].carriage), ZERO)
        carriage = sum((self.nets[k] for k in chosen if self.lines[k].carriage), ZERO)
        chosen_by_group = {
            base: next((k for k in (base, *keys) if k in chosen), "") for base, keys in self.alternatives.items()
        }
        sums_by_key = {}
        for key, (role, base) in self.roles.items():
            group = base if role == "alternative" else key
            sums = Sums(ordinary, carriage)
            if key not in chosen:
                sums = self._with(sums, key, 1)
                if other := chosen_by_group.get(group, ""):
                    sums = self._with(sums, other, -1)
            sums_by_key[key] = sums
        return sums_by_key

    def _with(self, sums: Sums, key: str, sign: int) -> Sums:
        amount = sign * self.nets[key]
        if self.lines[key].carriage:
            return Sums(sums.ordinary, sums.carriage + amount)
        return Sums(sums.ordinary + amount, sums.carriage)

    def _after_discount(self, key: str, sums: Sums) -> Decimal:
        """Return a line's price in the offer's currency after its share of the discount on the total."""
        if self.lines[key].carriage or not sums.ordinary:
            return self.nets[key]
        discount_rate = min(self.percent + self.conditions.global_amount / sums.ordinary, Decimal(1))
        return self.nets[key] * (1 - discount_rate)

    def lowest_rates(self) -> dict[str, Decimal | None]:
        """Return by key the lowest pocket margin rate on price (percent) that a line can have over all selections.

        None: nothing remains of its price.
        """
        return {k: self._rate(k, sums) for k, sums in self.lowest_sums().items()}

    def _rate(self, key: str, sums: Sums) -> Decimal | None:
        net = self._after_discount(key, sums)
        left = max(sums.ordinary * (1 - self.percent) - self.conditions.global_amount, ZERO) + sums.carriage
        if left <= 0:
            return None
        price = net * self.conditions.rate * self.retained_share - self.fixed * net / left
        margin = price - self.costs[key]
        commission = max(margin, ZERO) * self.conditions.commission_percent / HUNDRED
        return (margin - commission) * HUNDRED / (price - commission) if price > commission else None

    def below_cost(self) -> set[str]:
        """Return the keys of lines, except carriage, that some selection sells below their purchase cost (C. com.
        L442-5).
        """
        return {
            k
            for k, sums in self.lowest_sums().items()
            if not self.lines[k].carriage
            and round_cents(self._after_discount(k, sums) * self.conditions.rate) < self.costs[k]
        }
