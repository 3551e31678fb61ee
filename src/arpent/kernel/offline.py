"""Types by which a domain declares what phones write and what they take along; the gateway (`sync`) reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# (key of the body, its label, the value as one reads it)
Shown = tuple[str, str, str]


@dataclass(frozen=True)
class RecordChooser:
    """A record that a user may choose at the desk in place of the one a submission waits for.

    ``find(text, by)`` returns (id, name) of matching records, the likeliest ones for an empty text; ``clears``: keys of
    the body that may name another missing record, emptied when this one is chosen.
    """

    key: str
    words: Any
    find: Callable[..., list[tuple[str, str]]]
    clears: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfflineCommand:
    """One kind of record that phones write.

    ``apply(record_id, by, author_id, at, body)`` writes it, a file also ``path`` and ``sha256``; it raises NotFound
    while a record it refers to does not exist, Refused for invalid content. ``revision(record_id, by)``: how often the
    record was written, None when it does not exist. ``read(record_id, by)``: its body as a phone would write it.
    ``show(body, by)``: the body for people to read. ``page``: the URL name of the record's page, which takes its id; ""
    for none.

    ``merges``: it merges by field: ``apply`` also takes ``seen``, the body that the writer last saw of the record, {}
    for one that saw nothing, None to replace what is stored; it raises Conflict for fields that others changed
    differently since. ``chooser``: which record it refers to, for a user to choose when that one never arrived.
    ``agreed``: names of moments of the body (``..._at``) that are hours of the agenda: a wrong clock of the phone does
    not move them.
    """

    kind: str
    name: Any
    apply: Callable[..., None]
    revision: Callable[..., int | None]
    read: Callable[..., dict[str, Any] | None]
    show: Callable[..., list[Shown]]
    page: str = ""
    schema: int = 1
    takes_file: bool = False
    merges: bool = False
    chooser: RecordChooser | None = None
    agreed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SnapshotContribution:
    """What phones take along. A domain gives its parts; `site` merges those of all domains.

    ``tour(by, now, days)``: {"days": ..., "start": ...}. ``upcoming_companies(by, now, days)``: ids of its companies.
    ``portfolio(by, limit)``: ids of the companies the user owns. ``index(by, company_ids)``: short rows to search in.
    ``records``: (key, part(by, company_ids, margins, prices)) by company. ``extras``: (key, part(by)).
    ``prices(by, margins, now)``: the price lists, when they are allowed.
    """

    tour: Callable[..., dict[str, Any]] | None = None
    upcoming_companies: Callable[..., list[Any]] | None = None
    portfolio: Callable[..., list[Any]] | None = None
    index: Callable[..., list[Any]] | None = None
    records: tuple[tuple[str, Callable[..., dict[Any, Any]]], ...] = ()
    extras: tuple[tuple[str, Callable[..., Any]], ...] = ()
    prices: Callable[..., Any] | None = None


def command_action(action: Callable[..., Any], record: str, *given: str) -> Callable[..., None]:
    """Return an action with the gateway's signature.

    ``record``: the action's argument that takes the record's id, "" for none; ``given``: what it takes besides ``by``,
    ``at`` and ``body``.
    """

    def apply(*, record_id: Any, **values: Any) -> None:
        arguments = {name: values[name] for name in ("by", "at", "body", *given)}
        action(**({record: record_id} if record else {}), **arguments)

    return apply


def no_record(*, record_id: Any, by: Any) -> None:
    """Return None: the command is an act without a record to read again."""
    return None
