"""Types by which a domain declares what devices write and store offline; read by the gateway (`sync`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# (key of the body, label, text)
Shown = tuple[str, str, str]


@dataclass(frozen=True)
class RecordChooser:
    """A record that a user may choose at the desk instead of the missing one of a submission.

    ``find(text, by)``: (id, name) of matching records, likely ones for an empty text; ``clears``: keys of the body that
    may name another missing record, emptied when this one is chosen.
    """

    key: str
    words: Any
    find: Callable[..., list[tuple[str, str]]]
    clears: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfflineCommand:
    """A kind of record that devices write.

    ``apply(record_id, by, author_id, at, body)`` writes it, a file also with ``path`` and ``sha256``; it raises
    NotFound while a referenced record does not exist, DomainError for invalid content. ``revision(record_id, by)``:
    number of writes, None when it does not exist. ``read(record_id, by)``: its body as a device writes it. ``show(body,
    by)``: the body as text. ``page``: URL name of the record's page, which takes its id; "" without one.

    ``merges``: merged by field: ``apply`` also takes ``seen``, the body last seen by the author ({}: none, None:
    overwrite), and raises Conflict for fields changed concurrently. ``chooser``: the record it refers to, for a user to
    choose when it is missing. ``agreed``: datetimes of the body (``..._at``) agreed with the customer, which are not
    corrected for a wrong device clock.
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
    """What devices store offline. Each domain contributes parts; `site` merges them.

    ``tour(by, now, days)``: {"days": ..., "start": ...}. ``upcoming_companies(by, now, days)``: ids of its companies.
    ``portfolio(by, limit)``: ids of the user's own companies. ``index(by, company_ids)``: short rows for search.
    ``records``: (key, part(by, company_ids, margins, prices)) by company. ``extras``: (key, part(by)). ``prices(by,
    margins, now)``: price lists, when allowed. ``margins`` and ``prices`` are the booleans of the firm's policy.
    """

    tour: Callable[..., dict[str, Any]] | None = None
    upcoming_companies: Callable[..., list[Any]] | None = None
    portfolio: Callable[..., list[Any]] | None = None
    index: Callable[..., list[Any]] | None = None
    records: tuple[tuple[str, Callable[..., dict[Any, Any]]], ...] = ()
    extras: tuple[tuple[str, Callable[..., Any]], ...] = ()
    prices: Callable[..., Any] | None = None


def command_action(action: Callable[..., Any], record: str, *given: str) -> Callable[..., None]:
    """Return an action wrapped with the gateway's signature, without the arguments that it does not take.

    ``record``: argument of the action for the record's id, "" for none; ``given``: arguments besides ``by``, ``at`` and
    ``body``.
    """

    def apply(*, record_id: Any, **values: Any) -> None:
        arguments = {name: values[name] for name in ("by", "at", "body", *given)}
        action(**({record: record_id} if record else {}), **arguments)

    return apply


def no_record(*, record_id: Any, by: Any) -> None:
    """Return None: the ``revision`` or ``read`` of commands without a readable record."""
    return None
