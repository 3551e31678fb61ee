"""Refusals: the answers that say no. Each code has a sentence in its domain's messages.py."""

from typing import Any


class DomainError(Exception):
    """An action was asked for that the rules forbid.

    ``code`` names the rule ("imports.empty_file"); ``facts`` fill its sentence.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __reduce__(self) -> Any:
        return (_rebuild, (self.code, self.facts))

    @property
    def by_field(self) -> "dict[str, DomainError]":
        """Return the refusals this one stands for, by the field each is about ("" when by none)."""
        return {"": self}


class ValidationErrors(DomainError):
    """Several values of one form are wrong: all are told at once."""

    def __init__(self, refusals: dict[str, DomainError]) -> None:
        first = next(iter(refusals.values()))
        super().__init__(first.code, **first.facts)
        self.refusals = refusals

    @property
    def by_field(self) -> dict[str, DomainError]:
        return self.refusals

    def __reduce__(self) -> Any:
        return (ValidationErrors, (self.refusals,))


class ErasedPersonError(DomainError):
    """What was sent is about somebody who asked not to be known: it is refused, and what came is not kept either."""


class NotFound(DomainError):
    """The record does not exist, or the person may not see it: the two answer alike."""

    def __init__(self, kind: str = "record") -> None:
        super().__init__("not_found", kind=kind)


class Conflict(DomainError):
    """Fields were changed by the writer, and differently by somebody else since the writer saw them; nothing is
    written.

    ``fields``: those in conflict; ``untouched``: those that the writer left as seen.
    """

    def __init__(self, fields: tuple[str, ...], untouched: tuple[str, ...] = ()) -> None:
        super().__init__("conflict")
        self.fields = fields
        self.untouched = untouched

    def __reduce__(self) -> Any:
        return (Conflict, (self.fields, self.untouched))


def _rebuild(code: str, facts: dict[str, Any]) -> DomainError:
    return DomainError(code, **facts)
