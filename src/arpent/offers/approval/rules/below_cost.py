"""Legal cases of resale below purchase price: C. com. L442-5, II, in force since 26 April 2019."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LegalCase:
    """A case in which a sale below cost is legal. ``source``: article of the commercial code."""

    code: str
    source: str


# Ordonnance 2019-359 du 24 avril 2019. The last one is no exception: the article reaches what is resold as it was
# bought.
CASES = (
    LegalCase("closing", "C. com. L442-5, II, 1°"),
    LegalCase("season", "C. com. L442-5, II, 2°"),
    LegalCase("obsolete", "C. com. L442-5, II, 3°"),
    LegalCase("restocked", "C. com. L442-5, II, 4°"),
    LegalCase("aligned", "C. com. L442-5, II, 5°"),
    LegalCase("perishable", "C. com. L442-5, II, 6°"),
    LegalCase("sales", "C. com. L442-5, II, 7°"),
    LegalCase("not_resold", "C. com. L442-5, I"),
)
BY_CODE = {x.code: x for x in CASES}


def has_legal_case(below: Collection[str], case: str, lines: Collection[str]) -> bool:
    """Return whether a legal case was recorded for every line below cost. ``lines``: those it was recorded for."""
    return not below or (case in BY_CODE and set(below) <= set(lines))
