"""View model of an erasure: places with counts and passages, retained rows with reasons."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ..actions.erasing import Findings
from ..messages import RETENTION_REASONS, place_label
from ..queries.places import Place
from ..rules.words import Words, texts_of

PASSAGES, AROUND = 4, 60


@dataclass
class PlaceRow:
    """One kind of place: number of the person's own rows, of rows that name the person, and some passages."""

    label: str
    own: int = 0
    named: int = 0
    passages: list[str] = field(default_factory=list)


def summarise(findings: Findings, words: Words) -> dict[str, Any]:
    """Return the template context: places to redact, retained rows by reason, certain files, and files to decide on."""
    redacted: dict[str, PlaceRow] = {}
    retained: dict[str, list[Place]] = defaultdict(list)
    for place in findings.places:
        if place.retained:
            retained[place.retained].append(place)
            continue
        row = redacted.setdefault(place.table.model, PlaceRow(place_label(place.table.model)))
        row.own, row.named = row.own + place.own, row.named + (not place.own)
        if len(row.passages) < PASSAGES:
            row.passages += _passages(place, words)[: PASSAGES - len(row.passages)]
    return {
        "places": sorted(redacted.values(), key=lambda r: str(r.label)),
        "trail_count": len(findings.trail),
        "retained": [(RETENTION_REASONS[reason], len(rows)) for reason, rows in retained.items()],
        "sure_files": [f for f in findings.files if f.sure and not f.retained],
        "other_files": [f for f in findings.files if not f.sure and not f.retained],
        "is_empty": findings.is_empty,
    }


def _passages(place: Place, words: Words) -> list[str]:
    """Return the texts of a row that name the person, cut around the name; of own rows, their values."""
    pattern = words.narrow if place.near else words.wide
    found = []
    for column in place.table.columns:
        for text in texts_of(place.row.get(column)):
            match = pattern.search(text) if pattern else None
            if match:
                start, end = max(0, match.start() - AROUND), min(len(text), match.end() + AROUND)
                found.append(("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else ""))
            elif place.own and text and column != "password":
                found.append(text[: 2 * AROUND])
    return list(dict.fromkeys(found))
