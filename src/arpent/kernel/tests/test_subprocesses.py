"""A run of its own gives its result or says why, and leaves nothing behind."""

import os
import threading

import pytest

from arpent.kernel import subprocesses
from arpent.kernel.errors import DomainError
from arpent.kernel.rendering import chart_svg, render_typst
from arpent.kernel.subprocesses import SubprocessError, run_in_subprocess


def echo(*, value):
    print("a library that speaks")
    return value


def who():
    return f"{os.getpid()} {os.environ.get('ARPENT_SECRET_KEY', 'unset')}".encode()


def fail():
    raise ValueError("a bug")


def eat():
    return bytes(3 * 1024**3)


def die():
    os._exit(9)


def sleep():
    threading.Event().wait()


def test_a_result_is_returned_complete_whatever_is_printed():
    assert run_in_subprocess(echo, value=bytes(range(256)) * 1000) == bytes(range(256)) * 1000


def test_each_run_is_another_process_without_our_secrets(monkeypatch):
    monkeypatch.setenv("ARPENT_SECRET_KEY", "secret")
    first, second = run_in_subprocess(who).decode().split(), run_in_subprocess(who).decode().split()
    assert len({first[0], second[0], str(os.getpid())}) == 3 and first[1] == second[1] == "unset"


def test_a_failure_of_the_function_is_a_bug_and_looks_like_one():
    with pytest.raises(SubprocessError, match="ValueError: a bug"):
        run_in_subprocess(fail)


@pytest.mark.parametrize("function", [eat, die])
def test_a_process_that_is_killed_or_too_large_is_a_refusal_that_can_be_tried_again(function):
    with pytest.raises(DomainError) as refusal:
        run_in_subprocess(function)
    assert refusal.value.code == "paper_not_drawn"


def test_a_process_that_never_ends_is_ended(monkeypatch):
    monkeypatch.setattr(subprocesses, "SECONDS", 1)
    with pytest.raises(DomainError) as refusal:
        run_in_subprocess(sleep)
    assert refusal.value.code == "paper_not_drawn"


def test_runs_wait_for_their_turn_and_one_that_gets_none_is_refused(monkeypatch):
    monkeypatch.setattr(subprocesses, "SECONDS", 0.01)
    with subprocesses._semaphore, pytest.raises(DomainError):
        run_in_subprocess(who)


def test_the_message_of_typst_is_part_of_the_failure():
    with pytest.raises(SubprocessError) as failure:
        render_typst(b"#nothing()")
    assert "unknown variable" in failure.value.detail


def test_a_chart_is_an_svg_of_its_bars():
    chart = {
        "data": {"values": [{"w": "48", "n": 3}, {"w": "49", "n": 5}]},
        "mark": "bar",
        "encoding": {"x": {"field": "w", "type": "ordinal"}, "y": {"field": "n", "type": "quantitative"}},
    }
    svg = chart_svg(chart)
    assert svg.startswith("<svg") and svg.count('aria-roledescription="bar"') == 2
