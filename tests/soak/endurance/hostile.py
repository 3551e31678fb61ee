"""Hostile JSON bodies sent by an enrolled phone: each is answered, what is stored can be read and resolved."""

import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.running.home import Home, Person

from .firm import Firm, shown
from .kills import Outcome

KINDS = (
    "visit",
    "survey",
    "file",
    "company",
    "contact",
    "confirmation",
    "need",
    "request",
    "quote",
    "shift",
    "hologram",
)
KEYS = (
    "company",
    "started_at",
    "ended_at",
    "said",
    "answers",
    "name",
    "last_name",
    "deal",
    "family",
    "lines",
    "kind",
    "type",
    "satisfaction",
    "minutes",
    "values",
    "visit",
    "taken_at",
    "left",
    "next_step_on",
)
VALUES = (
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    "-0",
    "1" * 4000,
    "9" * 25,
    "null",
    "true",
    '""',
    '"\\u0000"',
    '"\\ud800"',
    '"0001-01-01T00:00:00+00:00"',
    '"9999-12-31T23:59:59+14:00"',
    '"hier"',
    "[" * 500 + "]" * 500,
    '{"a":' * 300 + "1" + "}" * 300,
    '"' + "x" * 60_000 + '"',
    "[]",
    "{}",
    '"../../etc/passwd"',
    '"\\u202e\\u2066"',
    '"<script>alert(1)</script>"',
    "[1,[2,[3]]]",
    '{"":{"":{}}}',
    "-1",
    "2147483648",
    "0.1",
)
ENVELOPES = (
    '{"base_revision":0,"seq":%(seq)d,"captured_at":%(when)s,"sent_at":%(when)s,"schema":1,"body":%(body)s}',
    '{"base_revision":%(odd)s,"seq":%(seq)d,"captured_at":%(when)s,"sent_at":%(when)s,"schema":1,"body":%(body)s}',
    '{"base_revision":0,"seq":%(odd)s,"captured_at":%(when)s,"sent_at":%(when)s,"schema":%(odd)s,"body":%(body)s}',
    '{"base_revision":0,"seq":%(seq)d,"captured_at":%(odd)s,"sent_at":%(odd)s,"schema":1,"body":%(body)s,"sha256":%(odd)s}',
    '{"base_revision":0,"seq":%(seq)d,"captured_at":%(when)s,"sent_at":%(when)s,"schema":1,"body":%(odd)s}',
    "%(odd)s",
)
NOW = '"2026-11-30T10:00:00+00:00"'


def send_hostile_bodies(folder: Path, *, count: int = 2000, seed: int = 20261130) -> Outcome:
    """Send ``count`` bodies; then read every version that was stored, and resolve it."""
    rng = random.Random(seed)
    home = Home(folder)
    firm = Firm(home, offers=0)
    home.start()
    answers: Counter[int] = Counter()
    wrong: list[str] = []
    try:
        home.await_health()
        person = firm.sign_in()
        token = json.loads(person.post("/sync/v1/devices")[2])["token"]
        for seq in range(1, count + 1):
            text, key, kind = _body(rng, firm, seq), uuid4(), rng.choice(KINDS)
            status, page = _put(person, f"/sync/v1/{kind}/{key}", text, token)
            answers[status] += 1
            if status >= 500 or not _is_answer(page, str(key), status):
                wrong.append(f"{kind} {status}: {text[:120]} -> {page[:120]}")
        wrong += _read_and_resolve(person)
        doctor = home.run("doctor", "--full")
        wrong += [line for line in doctor.stdout.splitlines() if line.startswith("[error]")]
        if home.health() != 200:
            wrong.append("the server does not answer")
    finally:
        home.end()
    return Outcome("hostile", f"{count} bodies: {shown(answers)}", wrong)


def _body(rng: random.Random, firm: Firm, seq: int) -> str:
    pairs = [f'"{k}":{rng.choice(VALUES)}' for k in rng.sample(KEYS, rng.randrange(0, 6))]
    if rng.random() < 0.7:
        pairs.append(f'"company":"{firm.company_id}"')
    facts = {"seq": seq, "when": NOW, "odd": rng.choice(VALUES), "body": "{" + ",".join(pairs) + "}"}
    return rng.choice(ENVELOPES) % facts


def _put(person: Person, path: str, text: str, token: str) -> tuple[int, str]:
    import urllib.error
    import urllib.request

    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(person.home.address + path, data=text.encode(), method="PUT", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=40) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def _is_answer(page: str, key: str, status: int) -> bool:
    """Return whether the phone can tell from an answer what became of its parcel."""
    try:
        answer: Any = json.loads(page)
    except ValueError:
        return False
    if answer.get("stored"):
        return bool(answer.get("id") == key)
    return status in (404, 413, 422) and bool(answer.get("sentence"))


def _read_and_resolve(person: Person) -> list[str]:
    """Open every version that waits for a person, and drop it; return what could not be."""
    wrong: list[str] = []
    for _ in range(100):
        status, _headers, page = person.get("/sync/")
        found = list(dict.fromkeys(re.findall(r"/sync/versions/([0-9a-f-]{36})/", page)))
        if status != 200:
            return [*wrong, f"/sync/ answers {status}"]
        if not found:
            return wrong
        for version in found:
            shown_status = person.get(f"/sync/versions/{version}/")[0]
            dropped_status = person.post(f"/sync/versions/{version}/drop")[0]
            if (shown_status, dropped_status) != (200, 200):
                wrong.append(f"version {version}: shown {shown_status}, dropped {dropped_status}")
        if wrong:
            return wrong
    return ["versions still wait after a hundred rounds"]
