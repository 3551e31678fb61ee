"""Counts of attempts last until they expire, whatever others request, and are shared by processes."""

import os
import subprocess
import sys
import time

import pytest

from arpent.site import counters as module
from arpent.site.counters import CountersCache


@pytest.fixture
def counters(tmp_path):
    return CountersCache(tmp_path / "counters.sqlite3", {})


def test_a_count_survives_thousands_of_others(counters):
    counters.set("rate:203.0.113.9", 29, 60)
    for i in range(1500):
        counters.set(f"rate:10.0.{i // 250}.{i % 250}", 1, 60)
    assert counters.get("rate:203.0.113.9") == 29


def test_what_has_ended_counts_no_more_and_leaves_the_file(counters, monkeypatch):
    counters.set("a", 1, 60)
    assert not counters.add("a", 2, 60)
    later = time.time() + 61
    monkeypatch.setattr("arpent.site.counters.time.time", lambda: later)
    assert counters.get("a") is None and counters.add("a", 2, 60)
    with pytest.raises(ValueError):
        counters.incr("b")


def test_past_its_limit_the_soonest_to_expire_is_evicted_first(tmp_path, monkeypatch):
    monkeypatch.setattr("arpent.site.counters.SWEEP", 1)
    counters = CountersCache(tmp_path / "c.sqlite3", {"OPTIONS": {"MAX_ENTRIES": 2}})
    for name, seconds in (("long", 600), ("short", 10), ("middle", 60)):
        counters.set(name, [1.5], seconds)
    assert [counters.get(n) for n in ("long", "short", "middle")] == [[1.5], None, [1.5]]


COUNT = """
import sys
from arpent.site.counters import CountersCache
counters = CountersCache(sys.argv[1], {})
for _ in range(100):
    if not counters.add("n", 1, 60):
        counters.incr("n")
"""


def test_two_processes_lose_no_count(tmp_path):
    path = tmp_path / "counters.sqlite3"
    env = {**os.environ, "PYTHONPATH": str(module.__file__).rsplit("/arpent/", 1)[0]}
    processes = [subprocess.Popen([sys.executable, "-c", COUNT, str(path)], env=env) for _ in range(2)]
    assert [p.wait(60) for p in processes] == [0, 0]
    assert CountersCache(path, {}).get("n") == 200


def test_a_file_that_cannot_be_written_locks_nobody_out(tmp_path):
    counters = CountersCache(tmp_path / "missing" / "counters.sqlite3", {})
    assert counters.add("a", 1) and counters.get("a", 0) == 0
    counters.set("a", 1)
