"""Ctrl-K: companies, sites and contacts by any part of a name, a number or a phone, typing errors forgiven."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from rapidfuzz import fuzz

from arpent.kernel.text import digits, fold
from arpent.people.public import User

from ..models import SearchEntry

LIMIT = 12
_RANK = {"company": 0, "site": 1, "contact": 2}


@dataclass(frozen=True)
class Hit:
    kind: str
    company_id: UUID
    label: str
    detail: str


def search(*, by: User, text: str, limit: int = LIMIT) -> list[Hit]:
    """Return the best hits among what the person may see. Exact parts first; typing errors when these are too few."""
    query = fold(text)[:60]
    number = digits(text)
    if len(number) >= 4 and re.fullmatch(r"[\d\s.+()/-]+", text.strip()):
        number = re.sub(r"^(?:0033|33)(?=\d{9}$)", "0", number)
        query = number
    words = [w for w in query.split() if w]
    if not words or len(query) < 2:
        return []
    rows = _exact(by, words, 200)
    if len(rows) < 3 and len(query) >= 4 and not query.isdigit():
        known = {r.pk for r in rows}
        close = [r for r in _close(by, query) if r.pk not in known]
        return _hits(_ranked(rows, query, words) + _ranked(close, query, words), limit)
    return _hits(_ranked(rows, query, words), limit)


def _hits(rows: list[SearchEntry], limit: int) -> list[Hit]:
    return [Hit(r.kind, r.company_id, r.label, r.detail) for r in rows[:limit]]


def _ranked(rows: list[SearchEntry], query: str, words: list[str]) -> list[SearchEntry]:
    """Return rows best first: names that begin so, then names nearest as a whole, companies before their parts."""
    scored = [(_score(query, words, r), r) for r in rows]
    return [r for _, r in sorted(scored, key=lambda s: (-s[0], _RANK[s[1].kind], s[1].label))]


def _score(query: str, words: list[str], row: SearchEntry) -> float:
    label = fold(row.label)
    starts = 40 if label.startswith(query) else 20 if any(p.startswith(words[0]) for p in label.split()) else 0
    return starts + float(fuzz.WRatio(query, label)) + float(fuzz.token_set_ratio(query, row.text)) / 2


def _matching(rows: Any, match: str) -> Any:
    """Return the scoped lines that FTS5 matches, joined so that a limit counts visible lines only."""
    return rows.extra(
        tables=["clients_search_fts"],
        where=["clients_search_fts.rowid = clients_searchentry.id", "clients_search_fts.text MATCH %s"],
        params=[match],
    )


def _exact(by: User, words: list[str], limit: int) -> list[SearchEntry]:
    rows: Any = SearchEntry.objects.visible_to(by)
    if connection.vendor == "sqlite":
        long_words = [w for w in words if len(w) >= 3]
        if long_words:
            rows = _matching(rows, " AND ".join(f'"{w.replace(chr(34), "")}"' for w in long_words))
        for word in words:
            if len(word) < 3:
                rows = rows.filter(text__contains=word) if long_words else rows.filter(text__startswith=word)
        return list(rows[:limit])
    for word in words:
        rows = rows.filter(text__contains=word)
    return list(rows[:limit])


def _close(by: User, query: str) -> list[SearchEntry]:
    """Return the lines that share most trigrams with the query, judged again by edit distance."""
    rows: Any = SearchEntry.objects.visible_to(by)
    if connection.vendor == "sqlite":
        # Each word by one of its trigrams at least: a fifth of the work of any trigram of the whole.
        words = [sorted({w[i : i + 3] for i in range(len(w) - 2)})[:16] for w in query.replace('"', "").split()]
        match = " AND ".join("(" + " OR ".join(f'"{g}"' for g in grams) + ")" for grams in words if grams)
        if not match:
            return []
        found = list(_matching(rows, match).extra(order_by=["clients_search_fts.rank"])[:150])
    else:
        found = list(rows.extra(where=["%s <%% clients_searchentry.text"], params=[query])[:250])
    return [r for r in found if min(fuzz.partial_ratio(w, r.text) for w in query.split()) >= 70]
