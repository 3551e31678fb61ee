"""Search of companies, sites and contacts by parts of names, numbers and phones, tolerant of typing errors."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models.expressions import RawSQL
from rapidfuzz import fuzz

from arpent.kernel.text import digits, fold
from arpent.people.public import User

from ..models import Company, SearchEntry, Site

LIMIT = 12
# Number of candidates reranked by edit distance; similarity threshold of PostgreSQL (0 to 1).
CANDIDATES, SIMILAR = 250, 0.2
_RANK = {"company": 0, "site": 1, "contact": 2}


@dataclass(frozen=True)
class Hit:
    """One search line found: its kind ("company", "site", "contact") and the company to open."""

    kind: str
    company_id: UUID
    label: str
    detail: str


def search(*, by: User, text: str, limit: int = LIMIT) -> list[Hit]:
    """Return the best visible hits: exact parts first, typing errors when fewer than three are found.

    A text of fewer than two characters finds nothing. Ranked by prefix and by RapidFuzz's WRatio and ratio.
    """
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
        close = [r for r in _close(by, words) if r.pk not in known]
        return _hits(_ranked(rows, query, words) + _ranked(close, query, words), limit)
    return _hits(_ranked(rows, query, words), limit)


def choose_company(*, text: str, by: User, limit: int = 8) -> list[tuple[str, str]]:
    """Return (id, "name · town") of companies that match a text, best first; without a text, the latest ones."""
    rows = Company.objects.visible_to(by)
    if text:
        order = list(dict.fromkeys(h.company_id for h in search(by=by, text=text, limit=4 * limit)))[:limit]
        named = rows.in_bulk(order)
        companies = [named[pk] for pk in order if pk in named]
    else:
        companies = list(rows.order_by("-created_at", "-pk")[:limit])
    cities = dict(
        Site.objects.visible_to(by).filter(company__in=companies, is_main=True).values_list("company_id", "city")
    )
    return [(str(c.pk), " · ".join(x for x in (c.name, cities.get(c.pk, "")) if x)) for c in companies]


def _hits(rows: list[SearchEntry], limit: int) -> list[Hit]:
    return [Hit(r.kind, r.company_id, r.label, r.detail) for r in rows[:limit]]


def _ranked(rows: list[SearchEntry], query: str, words: list[str]) -> list[SearchEntry]:
    """Return rows best first: prefix matches, then by word similarity, companies before their parts."""
    scored = [(_score(query, words, r), r) for r in rows]
    return [r for _, r in sorted(scored, key=lambda s: (-s[0], _RANK[s[1].kind], s[1].label))]


def _score(query: str, words: list[str], row: SearchEntry) -> float:
    label = fold(row.label)
    starts = 40 if label.startswith(query) else 20 if any(p.startswith(words[0]) for p in label.split()) else 0
    return starts + float(fuzz.WRatio(query, label)) / 2 + 2 * _nearness(words, row.text.split())


def _nearness(words: list[str], candidates: list[str]) -> float:
    """Return the average similarity (0 to 100) of each typed word to the nearest word of a line.

    By word, so that a common trade name ("Électricité") does not outweigh a misspelled firm name.
    """
    return sum(max((float(fuzz.ratio(w, t)) for t in candidates), default=0.0) for w in words) / len(words)


def lines_with(rows: Any, words: list[str]) -> Any:
    """Return the search lines containing all folded words, by trigram index.

    SQLite's index ignores words under three letters: alone, such a word must begin the line.
    """
    if connection.vendor == "sqlite":
        long_words = [w for w in words if len(w) >= 3]
        if long_words:
            match = " AND ".join(f'"{w}"' for w in long_words)
            sql = "SELECT rowid FROM clients_search_fts WHERE clients_search_fts MATCH %s"
            rows = rows.filter(pk__in=RawSQL(sql, [match]))
        for word in words:
            if len(word) < 3:
                rows = rows.filter(text__contains=word) if long_words else rows.filter(text__startswith=word)
        return rows
    for word in words:
        rows = rows.filter(text__contains=word)
    return rows


def companies_with(*, by: User, word: str) -> Any:
    """Return, as a subquery, the companies whose own line or site line contains a folded word."""
    rows = SearchEntry.objects.visible_to(by).filter(kind__in=("company", "site"))
    rows = lines_with(rows, [word]) if len(word) >= 3 else rows.filter(text__contains=word)
    return rows.values("company_id")


def _exact(by: User, words: list[str], limit: int) -> list[SearchEntry]:
    return list(lines_with(SearchEntry.objects.visible_to(by), words)[:limit])


def _close(by: User, words: list[str]) -> list[SearchEntry]:
    """Return the lines with most common trigrams per word, reranked by edit distance."""
    rows: Any = SearchEntry.objects.visible_to(by)
    if connection.vendor == "sqlite":
        # Each word by one of its trigrams at least: a fifth of the work of any trigram of the whole.
        parts = [sorted({w[i : i + 3] for i in range(len(w) - 2)})[:16] for w in words]
        match = " AND ".join("(" + " OR ".join(f'"{g}"' for g in grams) + ")" for grams in parts if grams)
        if not match:
            return []
        # Joined, so that a limit counts visible lines only and the index's own rank orders them.
        matches = rows.extra(
            tables=["clients_search_fts"],
            params=[match],
            order_by=["clients_search_fts.rank"],
            where=["clients_search_fts.rowid = clients_searchentry.id", "clients_search_fts.text MATCH %s"],
        )[:CANDIDATES]
    else:
        matches = _close_by_similarity(rows, [w for w in words if len(w) >= 3])
    return [r for r in matches if min(fuzz.partial_ratio(w, r.text) for w in words) >= 70]


def _close_by_similarity(rows: Any, words: list[str]) -> Any:
    """Return similar lines of PostgreSQL by word, most similar first.

    A low threshold: two errors in a word of eight letters leave a third of its trigrams.
    """
    if not words:
        return rows.none()
    with connection.cursor() as cursor:
        cursor.execute(f"SET pg_trgm.word_similarity_threshold = {SIMILAR}")
    similarity = " + ".join("word_similarity(%s, clients_searchentry.text)" for _ in words)
    rows = rows.extra(where=["%s <%% clients_searchentry.text"] * len(words), params=words)
    return rows.extra(select={"likeness": similarity}, select_params=words, order_by=["-likeness"])[:CANDIDATES]
