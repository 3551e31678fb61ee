"""The person of an erasure or access request: identifiers, and the ids of the person's own records."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Subject:
    """Who is meant.

    ``names``: (first name, last name); ``phones`` in international form; ``words``: further words that name the person
    everywhere (a former name, a nickname); ``records``: ids (32 hex digits) of the person's own rows, by model label;
    ``companies``: ids of the companies where the last name alone means this person; ``namesake``: somebody else in the
    file bears the same full name, so the name counts in the rows of those companies only; ``functions``: what the
    person does there, which counts only beside their name.
    """

    kind: str = "other"  # contact, user, company, other
    names: tuple[tuple[str, str], ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    records: dict[str, frozenset[str]] = field(default_factory=dict)
    companies: frozenset[str] = frozenset()
    namesake: bool = False
    functions: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """Return first and last name of the first pair of names; "" without one."""
        return " ".join(part for part in (self.names[0] if self.names else ()) if part)

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to search for."""
        return not (self.names or self.emails or self.phones or self.words or self.records)

    @property
    def own_ids(self) -> frozenset[str]:
        """Return the ids of the person's own rows, whatever the table."""
        return frozenset().union(*self.records.values()) if self.records else frozenset()
