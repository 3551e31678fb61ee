"""Sequence numbers received from a device: a watermark, the gaps below it, and the numbers above it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice

# A broken phone may name any number: past this many gaps the watermark stays where it is, and no more are named.
MAX_MISSING = 1000


@dataclass(frozen=True)
class ReceivedNumbers:
    """Numbers received: every number from ``first`` to ``watermark`` except ``absent``, and those of ``above``."""

    first: int = 1
    watermark: int = 0
    absent: tuple[int, ...] = ()
    above: frozenset[int] = frozenset()

    def rebased(self, first: int) -> "ReceivedNumbers":
        """Return the same for another first number; a lower one starts anew, since nothing is known below."""
        if first < self.first:
            return ReceivedNumbers(first, first - 1)
        return ReceivedNumbers(
            first, max(self.watermark, first - 1), tuple(n for n in self.absent if n >= first), self.above
        )

    def with_numbers(self, came: Iterable[int]) -> "ReceivedNumbers":
        """Return the same with further numbers: gaps are closed and the watermark rises, with at most ``MAX_MISSING``
        gaps.
        """
        numbers = set(came)
        absent = [n for n in self.absent if n not in numbers]
        watermark, above = self.watermark, set(self.above)
        for number in sorted(n for n in above | numbers if n >= self.first):
            if number <= watermark:
                continue
            if len(absent) + number - watermark - 1 > MAX_MISSING:
                above.add(number)
                continue
            absent += range(watermark + 1, number)
            watermark = number
        return ReceivedNumbers(self.first, watermark, tuple(absent), frozenset(n for n in above if n > watermark))

    def holds(self, number: int) -> bool:
        """Return whether a number was received; numbers below the first count as received."""
        return number in self.above or (number <= self.watermark and number not in self.absent)

    @property
    def highest(self) -> int:
        """Return the highest number received."""
        return max(self.watermark, *self.above) if self.above else self.watermark

    def missing(self, pending: Iterable[int], highest: int) -> list[int]:
        """Return the numbers up to ``highest`` that are neither received nor pending, at most ``MAX_MISSING``."""
        waits = set(pending)
        numbers = chain(self.absent, range(self.watermark + 1, highest + 1))
        return list(
            islice((n for n in numbers if n <= highest and n not in waits and n not in self.above), MAX_MISSING)
        )
