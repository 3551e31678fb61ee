"""Recognise the field of each column of a file, by a table of column names."""

from collections.abc import Mapping, Sequence

from arpent.kernel.text import fold


class Columns:
    """The column names known for each field.

    ``rest``: the field of columns with an unknown name; empty: they are not imported.
    """

    def __init__(self, synonyms: Mapping[str, Sequence[str]], rest: str = "") -> None:
        self.fields = tuple(synonyms)
        self.rest = rest
        self._lookup: dict[str, str] = {}
        for field, names in synonyms.items():
            for name in names:
                self._lookup.setdefault(fold(name), field)

    @property
    def names(self) -> set[str]:
        """Return every known column name, folded."""
        return set(self._lookup)

    def guess(self, header: Sequence[str]) -> dict[int, str]:
        """Return the most likely field of each column, by column index.

        Exact names are taken before names that only contain a known one. Each field is used once, ``rest`` excepted.
        """
        mapping: dict[int, str] = {}
        used: set[str] = set()
        for exact in (True, False):
            for i, cell in enumerate(header):
                if i in mapping:
                    continue
                field = self._lookup.get(fold(cell)) if exact else self._loose(fold(cell))
                if field and field not in used:
                    mapping[i] = field
                    used.add(field)
        if self.rest:
            mapping |= {i: self.rest for i, cell in enumerate(header) if i not in mapping and cell.strip()}
        return mapping

    def _loose(self, folded: str) -> str | None:
        """Return the field of a name that contains a known one: "Téléphone (société)", "Code postal livraison".

        None when unknown columns have a field of their own (``rest``).
        """
        if self.rest:
            return None
        words = folded.split()
        for length in range(min(4, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                candidate = " ".join(words[start : start + length])
                if len(candidate) >= 4 and candidate in self._lookup:
                    return self._lookup[candidate]
        return None
