"""First steps of a new user: the set-up that each domain needs before it is useful."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .today import TodayContext


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One step of the set-up, shown on the page of today.

    ``position``: its place, ascending. ``url_name``: the page where it is done. ``is_done(context)``: whether the user
    has done it. ``permission``: the code a user needs, "" for none. ``is_optional``: on the page of the first steps
    only; the page of today shows the others.
    """

    position: int
    label: Any
    url_name: str
    is_done: Callable[[TodayContext], bool]
    permission: str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class StepProgress:
    """A first step and whether it is done."""

    step: FirstStep
    done: bool


def read_steps(steps: Iterable[FirstStep], context: TodayContext) -> list[StepProgress]:
    """Return all steps in order, each with whether it is done."""
    return [StepProgress(s, s.is_done(context)) for s in sorted(steps, key=lambda s: s.position)]


def remaining_steps(steps: Iterable[FirstStep], context: TodayContext) -> list[StepProgress]:
    """Return the steps that are not optional in order while at least one is to be done, an empty list afterwards."""
    progress = read_steps([s for s in steps if not s.is_optional], context)
    return [] if all(p.done for p in progress) else progress
