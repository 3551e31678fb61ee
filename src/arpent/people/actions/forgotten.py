"""Ask, before a person's data is written, whether they asked to be erased.

The domain that keeps the answer registers it.
"""

from collections.abc import Callable, Sequence

from arpent.kernel.refusals import RefusedPersonalData

# Given e-mails, phones, a full name with where they work, and SIREN numbers, whether one is of somebody who was erased.
IsForgotten = Callable[..., bool]
_LOADERS: list[Callable[[], IsForgotten]] = []


def register_forgotten(load: Callable[[], IsForgotten]) -> None:
    """Have ``load`` return the check; it is called once for a batch of questions."""
    if load not in _LOADERS:
        _LOADERS.append(load)


def load_forgotten() -> IsForgotten:
    """Return the check, read once, for many questions."""
    checks = [load() for load in _LOADERS]

    def is_forgotten(
        *,
        emails: Sequence[str] = (),
        phones: Sequence[str] = (),
        full_name: str = "",
        place: str = "",
        sirens: Sequence[str] = (),
    ) -> bool:
        given = {"emails": emails, "phones": phones, "full_name": full_name, "place": place, "sirens": sirens}
        return any(check(**given) for check in checks)

    return is_forgotten


def check_not_forgotten(
    *,
    emails: Sequence[str] = (),
    phones: Sequence[str] = (),
    full_name: str = "",
    place: str = "",
    sirens: Sequence[str] = (),
) -> None:
    """Raise RefusedPersonalData when somebody with one of these was erased at their own request."""
    if load_forgotten()(emails=emails, phones=phones, full_name=full_name, place=place, sirens=sirens):
        raise RefusedPersonalData("people.erased_person")
