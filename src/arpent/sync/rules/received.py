"""Which of a phone's numbers came: a watermark, the gaps below it, and the few numbers above it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice

# A broken phone may name any number: past this many gaps the watermark stays where it is, and no more are named.
MOST_MISSING = 1000


@dataclass(frozen=True)
class Received:
    """The numbers of a phone that came. Every number from ``first`` to ``upto`` came, but for those of ``absent``."""

    first: int = 1
    upto: int = 0
    absent: tuple[int, ...] = ()
    above: frozenset[int] = frozenset()

    def rebased(self, first: int) -> "Received":
        """Return the same for another first number; one below ours starts anew, for what came there is not known."""
        if first < self.first:
            return Received(first, first - 1)
        return Received(first, max(self.upto, first - 1), tuple(n for n in self.absent if n >= first), self.above)

    def with_numbers(self, came: Iterable[int]) -> "Received":
        """Return the same with numbers that came since: gaps are closed, the watermark rises as far as they allow."""
        numbers = set(came)
        absent = [n for n in self.absent if n not in numbers]
        upto, above = self.upto, set(self.above)
        for number in sorted(n for n in above | numbers if n >= self.first):
            if number <= upto:
                continue
            if len(absent) + number - upto - 1 > MOST_MISSING:
                above.add(number)
                continue
            absent += range(upto + 1, number)
            upto = number
        return Received(self.first, upto, tuple(absent), frozenset(n for n in above if n > upto))

    def holds(self, number: int) -> bool:
        """Return whether a number came; one below the first counts as come."""
        return number in self.above or (number <= self.upto and number not in self.absent)

    @property
    def highest(self) -> int:
        return max(self.upto, *self.above) if self.above else self.upto

    def missing(self, pending: Iterable[int], highest: int) -> list[int]:
        """Return the numbers a phone has given, up to ``highest``, that neither came nor wait on it; the first
        thousand.
        """
        waits = set(pending)
        numbers = chain(self.absent, range(self.upto + 1, highest + 1))
        return list(
            islice((n for n in numbers if n <= highest and n not in waits and n not in self.above), MOST_MISSING)
        )
