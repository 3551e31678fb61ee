"""`arpent run` keeps its processes running, and only a signal stops them."""

import subprocess

import pytest

from arpent.site.processes.pause import GrowingPause
from arpent.site.processes.supervisor import Child, Supervisor


class FakeProcess:
    pids = iter(range(1000, 100_000))

    def __init__(self, command, stubborn=False):
        self.command, self.pid, self.code, self.stubborn = command, next(self.pids), None, stubborn

    def poll(self):
        return self.code

    def terminate(self):
        if not self.stubborn:
            self.code = 0

    def wait(self, timeout=None):
        if self.code is None:
            if timeout is None:
                raise AssertionError("would wait for ever")
            raise subprocess.TimeoutExpired(self.command, timeout)
        return self.code


class World:
    """A simulated clock, and processes that end on demand."""

    def __init__(self, *names, stubborn=()):
        self.now, self.started, self.killed, self.broken = 0.0, [], [], False
        self.stubborn = stubborn
        self.children = [Child(name, [name]) for name in names]
        self.supervisor = Supervisor(self.children, start=self.start, kill=self.kill, clock=lambda: self.now)

    def start(self, command):
        if self.broken:
            raise OSError("no process left")
        process = FakeProcess(command, command[0] in self.stubborn)
        self.started.append(command[0])
        return process

    def kill(self, pid):
        self.killed.append(pid)
        for child in self.children:
            if child.process and child.process.pid == pid and child.process.code is None:
                child.process.code = -9

    def pass_time(self, seconds):
        for _ in range(round(seconds * 10)):
            self.now += 0.1
            self.supervisor.look()


def test_the_pause_grows_has_a_ceiling_and_starts_over_after_a_healthy_stretch():
    pause = GrowingPause(first=1, most=30, healthy=60)
    assert [pause.after(0) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    assert pause.after(61) == 1
    assert pause.after(0) == 2


def test_a_child_that_ends_is_started_again_and_the_other_goes_on():
    world = World("web", "worker")
    world.supervisor.look()
    web = world.children[0].process
    world.children[1].process.code = 1
    world.pass_time(1)
    assert world.started == ["web", "worker", "worker"]
    assert world.children[0].process is web


def test_what_a_dead_child_left_behind_is_killed_before_it_starts_again():
    world = World("web")
    world.supervisor.look()
    pid = world.children[0].process.pid
    world.children[0].process.code = -9
    world.supervisor.look()
    assert world.killed == [pid] and world.started == ["web"]


def test_a_child_that_always_fails_is_tried_less_and_less_often_but_for_ever():
    world = World("worker")
    for _ in range(600 * 10):
        world.now += 0.1
        world.supervisor.look()
        if world.children[0].process:
            world.children[0].process.code = 1
    assert 20 <= len(world.started) <= 30


def test_a_system_without_room_for_a_process_is_retried():
    world = World("web")
    world.broken = True
    world.supervisor.look()
    world.broken = False
    world.pass_time(1)
    assert world.started == ["web"]


@pytest.mark.parametrize("stubborn", [(), ("web",)])
def test_a_signal_ends_every_child_and_whatever_is_left_of_its_group(stubborn):
    world = World("web", "worker", stubborn=stubborn)
    world.supervisor.look()
    pids = [child.process.pid for child in world.children]
    world.supervisor.request_cancel()
    world.supervisor.stop()
    assert world.supervisor.stopping
    assert world.killed == pids
    assert all(child.process.poll() is not None for child in world.children)
