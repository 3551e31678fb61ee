"""Roles of the lines of a quote: included, optional, or an alternative to an included line, the base of its group.

Each function takes the lines by key and returns those that change, as they are afterwards. They keep these invariants:

- the base of an alternative is an included line, not a section;
- in a group (a base and its alternatives) exactly one line counts;
- an included line without alternatives counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from arpent.kernel.errors import DomainError

INCLUDED, OPTION, ALTERNATIVE = "included", "option", "alternative"


@dataclass(frozen=True, slots=True)
class LineRole:
    """Role of a line in its quote.

    ``alternative_to``: key of its base, "" unless it is an alternative. ``is_selected``: it counts in the total.
    """

    key: str
    is_section: bool = False
    role: str = INCLUDED
    alternative_to: str = ""
    is_selected: bool = True


Lines = Mapping[str, LineRole]


def change_role(lines: Lines, key: str, role: str, alternative_to: str = "") -> list[LineRole]:
    """Give a line a role. The role it already has changes nothing; a new option or alternative does not count.

    Raise DomainError "offers.alternative_base_missing" for an alternative to a line that cannot be its base.
    """
    line = lines[key]
    if role != ALTERNATIVE:
        alternative_to = ""
    if (line.role, line.alternative_to) == (role, alternative_to):
        return []
    if role == ALTERNATIVE and not _can_be_base(lines.get(alternative_to), key):
        raise DomainError("offers.alternative_base_missing")
    changed = [replace(line, role=role, alternative_to=alternative_to, is_selected=role == INCLUDED)]
    changed += _base_without(lines, key)
    if role != INCLUDED:
        changed += _released(lines, key)
    return _only_changes(lines, changed)


def select_line(lines: Lines, key: str, is_selected: bool) -> list[LineRole]:
    """Include an option in the total or leave it out; count an alternative instead of its group, or its base again.

    An included line counts unless an alternative does: it is returned unchanged.
    """
    line = lines[key]
    if line.role == INCLUDED or line.is_selected == is_selected:
        return []
    changed = [replace(line, is_selected=is_selected)]
    if line.role == ALTERNATIVE:
        group = [x for x in lines.values() if x.alternative_to == line.alternative_to and x.key != key]
        changed += [replace(x, is_selected=False) for x in group]
        if base := lines.get(line.alternative_to):
            changed.append(replace(base, is_selected=not is_selected))
    return _only_changes(lines, changed)


def make_section(lines: Lines, key: str) -> list[LineRole]:
    """Turn a line into a section: it is in no group."""
    section = LineRole(key, is_section=True)
    return _only_changes(lines, [section, *_base_without(lines, key), *_released(lines, key)])


def remove_line(lines: Lines, key: str) -> list[LineRole]:
    """Return the other lines that change when a line is removed."""
    return _only_changes(lines, [*_base_without(lines, key), *_released(lines, key)])


def _can_be_base(base: LineRole | None, key: str) -> bool:
    return base is not None and base.key != key and base.role == INCLUDED and not base.is_section


def _base_without(lines: Lines, key: str) -> list[LineRole]:
    """Return the base of an alternative that leaves the group: it counts again if the alternative did."""
    line = lines[key]
    base = lines.get(line.alternative_to)
    return [replace(base, is_selected=True)] if base and line.is_selected else []


def _released(lines: Lines, key: str) -> list[LineRole]:
    """Return the alternatives to a line as options, which count as they did."""
    return [replace(x, role=OPTION, alternative_to="") for x in lines.values() if x.alternative_to == key]


def _only_changes(lines: Lines, changed: Iterable[LineRole]) -> list[LineRole]:
    return [x for x in changed if x != lines[x.key]]
