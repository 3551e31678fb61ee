"""Three-valued conditions: true, false, or undefined for missing values and division by zero.

``et`` is false if a side is, ``ou`` true if a side is, whatever the other (Kleene, 1938). A rule is satisfied where it
is true.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Truth:
    """Where a condition is true and where it is false, as bool arrays of one shape; undefined elsewhere."""

    holds: Mask
    fails: Mask

    def __invert__(self) -> "Truth":
        return Truth(self.fails, self.holds)

    def __and__(self, other: "Truth") -> "Truth":
        return Truth(np.logical_and(self.holds, other.holds), np.logical_or(self.fails, other.fails))

    def __or__(self, other: "Truth") -> "Truth":
        return Truth(np.logical_or(self.holds, other.holds), np.logical_and(self.fails, other.fails))


def truth_of(holds: Mask, defined: Mask) -> Truth:
    """Return a condition that is undefined where ``defined`` is false."""
    return Truth(np.logical_and(holds, defined), np.logical_and(~np.asarray(holds, dtype=bool), defined))
