"""The cases of tests/vectors/duplicates.json, which the phone compares a new prospect with as well."""

import json
from pathlib import Path

import pytest

from arpent.clients.rules.identity import read_email, read_phone, read_siren, read_siret
from arpent.kernel.text import fold

VECTORS = json.loads((Path(__file__).parents[4] / "tests/vectors/duplicates.json").read_text())


def siren_of(text):
    return read_siren(text) or (read_siret(text) or "")[:9] or None


READERS = {"phones": read_phone, "sirens": siren_of, "names": fold, "emails": read_email}
CASES = [(kind, case) for kind, cases in VECTORS.items() for case in cases]


@pytest.mark.parametrize(("kind", "case"), CASES, ids=lambda x: x if isinstance(x, str) else x["one"])
def test_two_writings_are_the_same_as_the_vectors_say(kind, case):
    one, other = READERS[kind](case["one"]), READERS[kind](case["other"])
    assert (one is not None and one == other) is case["same"]
