"""Changes of a sector: its color, the communes it wins and loses, and who may add some."""

from collections.abc import Collection
from dataclasses import dataclass

from arpent.kernel.errors import DomainError

COLORS = ("#206bc4", "#d6336c", "#2fb344", "#f59f00", "#ae3ec9", "#0ca678", "#f76707", "#4263eb")


@dataclass(frozen=True, slots=True)
class CommuneChange:
    """Communes that a sector wins and loses; ``covered``: the ones whose coverage is to be computed again, sorted.

    ``granted``: whether the sector is assigned by someone who leads, so that its holder may not extend it.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    covered: tuple[str, ...]
    granted: bool


def next_color(sectors: int) -> str:
    """Return the color of a new sector beside so many others: the palette in turn."""
    return COLORS[sectors % len(COLORS)]


def change_communes(*, existing: Collection[str], wanted: Collection[str], granted: bool, leads: bool) -> CommuneChange:
    """Return what changes when a sector is to cover ``wanted``.

    ``leads``: the author draws sectors of others. Raise DomainError territory.no_commune for an empty sector,
    territory.granted when a holder extends a sector that was assigned.
    """
    before, after = set(existing), set(wanted)
    if not after:
        raise DomainError("territory.no_commune")
    if granted and not leads and after - before:
        raise DomainError("territory.granted")
    return CommuneChange(
        added=tuple(sorted(after - before)),
        removed=tuple(sorted(before - after)),
        covered=tuple(sorted(before | after)),
        granted=granted or leads,
    )
