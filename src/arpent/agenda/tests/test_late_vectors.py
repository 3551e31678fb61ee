"""The cases of tests/vectors/late_days.json, which the phone moves a late day with as well."""

import json
from pathlib import Path
from typing import Any

import pytest

from arpent.agenda.rules.replanning import LateStop, start_times

CASES = json.loads((Path(__file__).parents[4] / "tests/vectors/late_days.json").read_text())
OPEN_ALL_DAY = ((0, 2 * 86_400),)


def seconds(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_late_day_moves_as_the_vectors_say(case: dict[str, Any]) -> None:
    now, rows = seconds(case["now"]), case["stops"]
    remaining = [
        n
        for n, s in enumerate(rows)
        if s.get("state", "planned") == "planned" and s.get("kind") != "away" and seconds(s["ends"]) > now
    ]
    stops = [
        LateStop(seconds(s["starts"]), seconds(s["ends"]) - seconds(s["starts"]), False, OPEN_ALL_DAY)
        for s in (rows[n] for n in remaining)
    ]
    # From a stop that remains to the next one, through what lies between them.
    legs = [
        sum(s["drive_seconds"] for s in rows[before + 1 : n + 1])
        for before, n in zip([-1, *remaining], remaining, strict=False)
    ]
    drives = [[legs[j] if j == i + 1 else 0 for j in range(len(remaining))] for i in range(len(remaining))]
    ready = max(stops[0].start, now) + case["minutes"] * 60 if stops else 0
    times = start_times(stops, drives, range(len(remaining)), ready) or []
    moved = [
        [rows[n]["id"], f"{t // 3600:02}:{t % 3600 // 60:02}"]
        for n, stop, t in zip(remaining, stops, times, strict=True)
        if t > stop.start
    ]
    assert moved == case["moves"]
