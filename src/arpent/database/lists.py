"""Rows of list pages, whose templates must not query the database once a row."""

from typing import Any

from django.conf import settings
from django.db.models import FETCH_PEERS, FETCH_RAISE, QuerySet


def prevent_lazy_loading[Q: QuerySet[Any]](rows: Q) -> Q:
    """Return rows that refuse to load a relation or a deferred column after the query.

    Under tests and in development such a read raises FieldFetchBlocked, so that the missing ``select_related`` is seen.
    In production it loads the column of all rows in one more query: the user gets the page.
    """
    return rows.fetch_mode(FETCH_RAISE if settings.ARPENT_PREVENT_LAZY_LOADING else FETCH_PEERS)
