"""Business errors. Each code has a user-facing message in its domain's messages.py."""

from typing import Any


class DomainError(Exception):
    """An action violates a business rule.

    ``code``: the rule, such as "imports.empty_file"; ``facts``: values interpolated into its message.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __reduce__(self) -> Any:
        return (_rebuild, (self.code, self.facts))

    @property
    def by_field(self) -> "dict[str, DomainError]":
        """Return the individual errors by form field ("" for an error of no field)."""
        return {"": self}


class ValidationErrors(DomainError):
    """Errors of several fields of a form, by field, reported together."""

    def __init__(self, errors: dict[str, DomainError]) -> None:
        first = next(iter(errors.values()))
        super().__init__(first.code, **first.facts)
        self.errors = errors

    @property
    def by_field(self) -> dict[str, DomainError]:
        """Return the errors by form field."""
        return self.errors

    def __reduce__(self) -> Any:
        return (ValidationErrors, (self.errors,))


class ErasedPersonError(DomainError):
    """Submitted data is about a person whose data was erased at their request: it is rejected and not stored."""


class NotFound(DomainError):
    """The record does not exist, or the person may not see it; callers cannot tell which."""

    def __init__(self, kind: str = "record") -> None:
        super().__init__("not_found", kind=kind)


class Conflict(DomainError):
    """Fields were changed by the writer and, differently, by somebody else meanwhile; nothing is written.

    ``fields``: the conflicting ones; ``untouched``: those that the writer did not change.
    """

    def __init__(self, fields: tuple[str, ...], untouched: tuple[str, ...] = ()) -> None:
        super().__init__("conflict")
        self.fields = fields
        self.untouched = untouched

    def __reduce__(self) -> Any:
        return (Conflict, (self.fields, self.untouched))


def _rebuild(code: str, facts: dict[str, Any]) -> DomainError:
    return DomainError(code, **facts)
