"""Kinds of records that lower domains may refer to without knowing their tables, such as the deal of a task.

A domain declares them in its manifest; `site` registers them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class RecordLink:
    """A kind of record.

    ``code``: its stable name, stored with references, at most 20 characters. ``url_name``: its page, which takes the
    id. ``names(by, ids)``: the names, by id, of the records that a person may see, in one query. ``company_of(by,
    record_id)``: the id of the company it is about, None without one.
    """

    code: str
    label: Any
    icon: str
    url_name: str
    names: Callable[[Any, Collection[UUID]], Mapping[UUID, str]]
    company_of: Callable[[Any, UUID], UUID | None]


_links: dict[str, RecordLink] = {}


def register_record_link(link: RecordLink) -> None:
    """Register a kind of record. Raise ValueError for a code that another kind has."""
    if _links.setdefault(link.code, link) is not link:
        raise ValueError(f"record link {link.code} is declared twice")


def find_record_link(code: str) -> RecordLink | None:
    """Return the kind of record of a code, None for an unknown one."""
    return _links.get(code)
