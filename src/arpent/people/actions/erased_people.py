"""Check, before personal data is stored, that the person was not erased at their request.

The domain that records erasures registers the check.
"""

from collections.abc import Callable, Sequence

from arpent.kernel.errors import ErasedPersonError

# Takes e-mails, phones, a full name with a workplace, and SIREN numbers; returns whether any belongs to an erased
# person.
IsErased = Callable[..., bool]
_LOADERS: list[Callable[[], IsErased]] = []


def register_erased_check(load: Callable[[], IsErased]) -> None:
    """Register a function that loads the check; it is called once per batch."""
    if load not in _LOADERS:
        _LOADERS.append(load)


def load_erased_check() -> IsErased:
    """Return the combined check, loaded once, for use on many records."""
    checks = [load() for load in _LOADERS]

    def is_erased(
        *,
        emails: Sequence[str] = (),
        phones: Sequence[str] = (),
        full_name: str = "",
        place: str = "",
        sirens: Sequence[str] = (),
    ) -> bool:
        """Return whether one of the values belongs to an erased person."""
        identifiers = {"emails": emails, "phones": phones, "full_name": full_name, "place": place, "sirens": sirens}
        return any(check(**identifiers) for check in checks)

    return is_erased


def check_not_erased(
    *,
    emails: Sequence[str] = (),
    phones: Sequence[str] = (),
    full_name: str = "",
    place: str = "",
    sirens: Sequence[str] = (),
) -> None:
    """Raise ErasedPersonError when one of the values belongs to a person erased at their request."""
    if load_erased_check()(emails=emails, phones=phones, full_name=full_name, place=place, sirens=sirens):
        raise ErasedPersonError("people.erased_person")
