"""Ask, before a person's data is written, whether they asked to be erased.

The domain that keeps the answer registers it.
"""

from collections.abc import Callable, Sequence

from arpent.kernel.errors import ErasedPersonError

# Given e-mails, phones, a full name with where they work, and SIREN numbers, whether one is of somebody who was erased.
IsErased = Callable[..., bool]
_LOADERS: list[Callable[[], IsErased]] = []


def register_erased_check(load: Callable[[], IsErased]) -> None:
    """Have ``load`` return the check; it is called once for a batch of questions."""
    if load not in _LOADERS:
        _LOADERS.append(load)


def load_erased_check() -> IsErased:
    """Return the check, read once, for many questions."""
    checks = [load() for load in _LOADERS]

    def is_erased(
        *,
        emails: Sequence[str] = (),
        phones: Sequence[str] = (),
        full_name: str = "",
        place: str = "",
        sirens: Sequence[str] = (),
    ) -> bool:
        given = {"emails": emails, "phones": phones, "full_name": full_name, "place": place, "sirens": sirens}
        return any(check(**given) for check in checks)

    return is_erased


def check_not_erased(
    *,
    emails: Sequence[str] = (),
    phones: Sequence[str] = (),
    full_name: str = "",
    place: str = "",
    sirens: Sequence[str] = (),
) -> None:
    """Raise ErasedPersonError when somebody with one of these was erased at their own request."""
    if load_erased_check()(emails=emails, phones=phones, full_name=full_name, place=place, sirens=sirens):
        raise ErasedPersonError("people.erased_person")
