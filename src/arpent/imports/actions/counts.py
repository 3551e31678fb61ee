"""Counts of an import."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, ClassVar

# Rows read, decided and written together.
BATCH = 500


@dataclass
class ImportCounts:
    """Numbers of rows by action taken (or to take).

    ``located``: by precision (point, commune, none); ``problems``: by problem code; ``matches``: by match rule.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    duplicates: int = 0
    forgotten: int = 0  # rows about erased persons
    located: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    matches: Counter[str] = field(default_factory=Counter)
    plans: Counter[str] = field(default_factory=Counter)  # create, new_site, update, skip, reject

    NUMBERS: ClassVar = ("rows", "created", "updated", "unchanged", "rejected", "duplicates", "forgotten")

    def as_json(self) -> dict[str, Any]:
        """Return the counts as JSON values."""
        located = {k: self.located.get(k, 0) for k in ("point", "commune", "none")}
        return {
            **self.__dict__,
            "located": located,
            "problems": dict(self.problems),
            "matches": dict(self.matches),
            "plans": dict(self.plans),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "ImportCounts":
        """Return counts from their JSON values."""
        counts = cls(**{k: data.get(k, 0) for k in cls.NUMBERS})
        for name in ("located", "problems", "matches", "plans"):
            setattr(counts, name, Counter(data.get(name, {})))
        return counts
