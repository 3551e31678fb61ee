"""Measure the configurator on a car maker's product space: shown and exact values, explanations, smallest repairs.

Usage: python -m benchmarks.configurator PATH (renault.json.gz of the CLib collection). The data is not part of the
project: without it nothing is measured, and a message says so.
"""

import gzip
import json
import os
import random
import statistics
import sys
import time
from pathlib import Path

from arpent.configurator.arc_consistency import Consistency
from arpent.configurator.sat_engine import SatEngine
from arpent.configurator.space import read_space

from .tables import print_table

SEED, WALKS, EXACT_STATES, REFUSALS = 20261124, 20, 60, 150


def quantiles(times: list[float]) -> tuple[str, str, str]:
    """Return the median, 95th percentile and maximum of times in seconds, as texts in ms."""
    ms = sorted(t * 1000 for t in times)
    return f"{statistics.median(ms):.2f}", f"{ms[int(0.95 * (len(ms) - 1))]:.1f}", f"{ms[-1]:.1f}"


def clock(act):
    """Return the result of a function and its CPU time in seconds."""
    begun = time.process_time()
    result = act()
    return result, time.process_time() - begun


def walk(engine: Consistency, exact: SatEngine, rng: random.Random):
    """Yield (choices, state, CPU seconds) of a user who chooses possible values in a random order."""
    choices, state = {}, engine.root
    order = list(range(len(engine.space.names)))
    rng.shuffle(order)
    for var in order:
        shown = [int(v) for v in state.masks[var].nonzero()[0]]
        rng.shuffle(shown)
        value = next(v for v in shown if exact.is_possible({**choices, var: frozenset((v,))}))
        choices = {**choices, var: frozenset((value,))}
        state, seconds = clock(lambda c={var: choices[var]}, s=state: engine.narrow(s, c))
        yield choices, state, seconds


def main() -> None:
    """Print the CPU times of the configurator, and check that explanations are minimal and repairs valid."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ARPENT_CONFIGURATOR", ""))
    if not path.is_file():
        print("benchmarks.configurator: give the path of renault.json.gz (CLib); nothing was measured.")
        return
    space = read_space(json.loads(gzip.decompress(path.read_bytes())))
    engine, seconds = clock(lambda: Consistency(space))
    exact, load = clock(lambda: SatEngine(space))
    rng = random.Random(SEED)
    shown, states = [], []
    for _ in range(WALKS):
        for choices, state, spent in walk(engine, exact, rng):
            shown.append(spent)
            states.append((choices, state))
    values, false, seen = [], 0, 0
    for choices, state in rng.sample(states, EXACT_STATES):
        masks, spent = clock(lambda c=choices: exact.possible_values(c))
        values.append(spent)
        for arc, true in zip(state.masks, masks, strict=True):
            assert not (true & ~arc).any()
            false += int((arc & ~true).sum())
            seen += int(arc.sum())
    why, out, sizes, paths = [], [], [], []
    while len(why) < REFUSALS:
        choices, state = rng.choice(states)
        var = rng.randrange(len(space.names))
        value = rng.randrange(len(space.values[var]))
        if not engine.root.masks[var][value]:
            continue
        reasons, spent = clock(lambda c=choices, v=var, x=value: exact.explain(c, v, x))
        if not reasons:
            continue
        why.append(spent)
        refusal, spent = clock(lambda c=choices, v=var, x=value: exact.refusal(c, v, x))
        out.append(spent)
        sizes.append(len(refusal.reasons))
        paths.append(len(refusal.give_up))
        target, others = {var: frozenset((value,))}, {v: c for v, c in choices.items() if v != var}
        assert not exact.is_possible({**{v: others[v] for v in refusal.reasons}, **target})
        for v in refusal.reasons:
            assert exact.is_possible({**{w: others[w] for w in refusal.reasons - {v}}, **target})
        assert exact.is_possible({**{w: c for w, c in others.items() if w not in refusal.give_up}, **target})
    rows = [
        ("root, arc consistency", 1, f"{seconds * 1000:.0f}", "", ""),
        ("encoding for python-sat", 1, f"{load * 1000:.0f}", "", ""),
        ("possible values shown at a click", len(shown), *quantiles(shown)),
        ("possible values, exact", len(values), *quantiles(values)),
        ("explanation of a refusal", len(why), *quantiles(why)),
        ("explanation with a smallest way out", len(out), *quantiles(out)),
    ]
    rules = sum(len(t.rows) for t in space.tables)
    print_table(
        f"Configurator: {len(space.names)} characteristics, {len(space.tables)} rules, {rules:,} rows"
        " (goal: shown p95 10 ms, exact p95 500 ms, explanation p95 50 ms)",
        ("what", "n", "median ms", "p95 ms", "max ms"),
        rows,
    )
    print(
        f"\n{false} of {seen} values shown are possible in no whole configuration; every explanation minimal, every way"
        " out valid;"
    )
    print(f"explanations of {min(sizes)} to {max(sizes)} choices, ways out of {min(paths)} to {max(paths)}")
    exact.close()


if __name__ == "__main__":
    main()
