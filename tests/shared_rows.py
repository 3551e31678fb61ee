"""Fixtures whose rows are built once and shared by the tests that follow, each of which rolls back to them.

``@shared_rows`` replaces ``@pytest.fixture`` on a function that only writes rows and files. Each such fixture is a
layer: a savepoint of the test database. Before a test, the layers it does not ask for are rolled back and the missing
ones are built, so that a test finds exactly the rows of its own fixtures, whatever ran before it. Each test gets a copy
of the fixtures' values.

A test that commits (``transaction=True``, ``committed_database``) ends all layers and builds its rows for itself.
"""

import copy
import functools
import inspect
import itertools
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

Builder = Callable[..., Any]
COMMITTING = {"committed_database", "transactional_db", "live_server"}


def shared_rows(build: Builder) -> Any:
    """Declare a fixture that is built once and shared. Its arguments are other such fixtures."""

    @functools.wraps(build)
    def fixture(db: None, **arguments: Any) -> Any:
        return LAYERS.values[build] if build in LAYERS.values else build(**arguments)

    parameters = [inspect.Parameter("db", inspect.Parameter.KEYWORD_ONLY)]
    parameters += [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in inspect.signature(build).parameters.values()]
    fixture.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    fixture.shared_rows = build  # type: ignore[attr-defined]
    return pytest.fixture(fixture)


@dataclass
class Layer:
    """``values`` by builder and ``files``: of this layer and those below. ``savepoints``: of the connection."""

    build: Builder
    values: dict[Builder, Any]
    files: Path
    atomic: transaction.Atomic
    savepoints: list[str]


class Layers:
    """The open layers from the bottom, and ``values``: what the running test gets of them."""

    def __init__(self) -> None:
        self.open: list[Layer] = []
        self.values: dict[Builder, Any] = {}

    def fit(self, wanted: dict[Builder, list[Builder]], new_folder: Callable[[], Path]) -> Path | None:
        """Roll back what is not wanted, build what is missing. Returns the folder of the files, None without a layer.

        ``wanted``: each builder with those whose values it takes, in the order of building.
        """
        if self.open and connection.savepoint_ids != self.open[-1].savepoints:
            self.open.clear()  # a test lost the connection: there is nothing to roll back
        pairs = itertools.takewhile(lambda pair: pair[0].build is pair[1], zip(self.open, wanted, strict=False))
        common = len(list(pairs))
        self.roll_back(common)
        for build in itertools.islice(wanted, common, None):
            self._add(build, wanted[build], new_folder())
        self.values = copy.deepcopy(self.open[-1].values) if self.open else {}
        return self.open[-1].files if self.open else None

    def roll_back(self, keep: int = 0) -> None:
        """Roll back the layers above the lowest ``keep``."""
        self.values = {}
        while len(self.open) > keep:
            layer = self.open.pop()
            transaction.set_rollback(True)
            layer.atomic.__exit__(None, None, None)

    def _add(self, build: Builder, arguments: list[Builder], files: Path) -> None:
        values = {}
        if self.open:
            values = copy.deepcopy(self.open[-1].values)
            shutil.copytree(self.open[-1].files, files, dirs_exist_ok=True)
        atomic = transaction.atomic()
        atomic._from_testcase = True  # type: ignore[attr-defined]
        atomic.__enter__()
        try:
            with override_settings(MEDIA_ROOT=files / "uploads", ARPENT_TRAIL_HEAD=files / "trail_head"):
                values[build] = build(**{one.__name__: values[one] for one in arguments})
        except BaseException:
            atomic.__exit__(*sys.exc_info())
            raise
        self.open.append(Layer(build, values, files, atomic, list(connection.savepoint_ids)))


LAYERS = Layers()


def layers_of(item: Any) -> dict[Builder, list[Builder]]:
    """Return the builders that a test asks for with those each takes, in the order of building; none if it commits."""
    marker = item.get_closest_marker("django_db")
    if COMMITTING & set(item.fixturenames) or (
        marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,))
    ):
        return {}
    found: dict[Builder, list[Builder]] = {}
    depths: dict[Builder, int] = {}

    def add(name: str) -> Builder | None:
        definitions = item._fixtureinfo.name2fixturedefs.get(name)
        build: Builder | None = getattr(definitions[-1].func, "shared_rows", None) if definitions else None
        if build is not None and build not in found:
            found[build] = [one for one in map(add, definitions[-1].argnames) if one is not None]
            depths[build] = max((depths[one] + 1 for one in found[build]), default=0)
        return build

    for name in item.fixturenames:
        add(name)
    order = sorted(found, key=lambda one: (depths[one], one.__module__, one.__name__))
    return {build: found[build] for build in order}


def group_by_layers(items: list[Any]) -> Iterator[Any]:
    """Yield the tests with those of one file in an order in which few layers are built again."""
    for _path, group in itertools.groupby(items, key=lambda item: item.path):
        yield from sorted(group, key=lambda item: [f"{one.__module__}.{one.__name__}" for one in layers_of(item)])
