"""The manifest of a domain: what the rest of the program has to know of it, declared in its ``domain.py``.

`site` reads the manifests of the installed domains in their order and registers what they declare. Nothing else names a
domain, so that adding one touches no code below it. See docs/how-to-add-a-domain.md and docs/adr/0036.

Types of higher layers (tasks, mails, importers) are ``Any`` or callables here, since the kernel imports nothing.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .first_steps import FirstStep
from .notification_types import NotificationType
from .notifications import NotificationSource
from .offline import OfflineCommand, SnapshotContribution
from .personal_data import Activity, PersonalTable
from .record_links import RecordLink
from .today import FigureSource, TodaySectionSource, TodaySource


@dataclass(frozen=True)
class NavigationEntry:
    """An entry of the main navigation.

    ``position``: its place, ascending. ``prefixes``: paths under which it is the current entry; the longest matching
    prefix of all entries wins. ``shortcut``: keys typed one after the other. ``phone_label``: its short label in the
    bar at the bottom of a phone, "" to appear under "more".
    """

    position: int
    label: Any
    url_name: str
    icon: str
    shortcut: str
    prefixes: tuple[str, ...]
    phone_label: Any = ""


@dataclass(frozen=True)
class PageLink:
    """A page that the command palette finds by its label. ``position``: its place among such pages, ascending.
    ``permission``: the code a user needs, "" for none.
    """

    position: int
    label: Any
    url_name: str
    icon: str
    permission: str = ""


@dataclass(frozen=True)
class SettingsLink:
    """A link on the page of settings. ``permission``: the code a user needs, "" for none. ``position``: its place."""

    position: int
    label: Any
    url_name: str
    icon: str
    permission: str = ""


@dataclass(frozen=True)
class SearchHit:
    """One record found by the command palette: label, second line, icon name, address of its page."""

    label: str
    detail: str
    icon: str
    url: str


@dataclass(frozen=True)
class SearchSource:
    """``find(by, text)`` returns the hits of a domain, best first.

    ``permission``: the code a user needs, "" for none. ``min_length``: shorter texts are not searched.
    ``position``: place of its hits, ascending.
    """

    position: int
    find: Callable[..., Sequence[SearchHit]]
    permission: str = ""
    min_length: int = 1


@dataclass(frozen=True)
class PanelSlot:
    """A fragment that this domain draws on a page of a lower one.

    ``page``: the slot's name in ``{% panels "company" ... %}``. ``url_name``: the view, which takes the record's id.
    """

    page: str
    url_name: str


@dataclass(frozen=True)
class LinkSlot:
    """A link that this domain puts on a page of a lower one.

    ``page``: the slot's name in ``{% slot_links "company" company.pk as links %}``. ``query``: the parameter that
    carries the record's id; without one, the id is part of the address. ``primary``: the page's main action.
    """

    page: str
    label: Any
    url_name: str
    icon: str
    query: str = ""
    primary: bool = False


@dataclass(frozen=True)
class PermissionSpec:
    """A permission: its code, its label (None: not listed on screens) and the scope each role has it with.

    ``scopes``: role code to scope code ("own", "team", "all"); a role that is absent does not have the permission. The
    administrator has every permission with scope "all".
    """

    code: str
    label: Any
    scopes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class HistoryLabels:
    """How the history names operations and writes values on screen; tables and columns have their model's labels.

    ``kinds``: operation kind to label. ``formats``: (table, column) to a function that writes a stored value for
    people. ``hidden``: "table.column" that the history leaves out although the field has a label. ``record_names``:
    own table to a function ``(by, ids)`` that returns the names, by id, of the records that the reader may see, in one
    query; every table that a labelled foreign key references has one.
    """

    kinds: Mapping[str, Any] = field(default_factory=dict)
    formats: Mapping[tuple[str, str], Callable[[Any], str]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    record_names: Mapping[str, Callable[..., Mapping[Any, str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class UndoSpec:
    """Settings of a domain's tables for the audit trail and the undo.

    ``permissions``: table to the permission that undoing a change of it takes; every audited table has one. ``guards``:
    table to a function that returns the rows an undo may not touch (history's ``Guard``). ``irreversible``: operation
    kind that is never undone, to the code of the error that explains it. ``progress_tables``: tables that record how
    far an operation is; an undo leaves them alone. ``unaudited``: tables without audit trail, each with the reason.
    ``derived_tables``: tables computed from others; an undo ignores their references. ``derived_columns``:
    "table.column" computed from others; a change of these alone is no later change.
    """

    permissions: Mapping[str, str] = field(default_factory=dict)
    guards: Mapping[str, Callable[..., set[str]]] = field(default_factory=dict)
    irreversible: Mapping[str, str] = field(default_factory=dict)
    progress_tables: tuple[str, ...] = ()
    unaudited: Mapping[str, str] = field(default_factory=dict)
    derived_tables: tuple[str, ...] = ()
    derived_columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chore:
    """Work that the worker repeats. ``run(at)`` may be called twice for one interval: the second call changes nothing.

    ``name`` identifies it in the log and in the record of its last run: it never changes. ``every``: its interval.
    """

    name: str
    every: dt.timedelta
    run: Callable[[dt.datetime], object]


@dataclass(frozen=True)
class Remedy:
    """A link shown with an error, to the page where the user can correct its cause."""

    label: Any
    url_name: str


@dataclass(frozen=True)
class Domain:
    """The manifest of one domain; every field but the name may be empty.

    ``sections``: path prefix to the URL name of the lower domain's navigation entry that is current there.
    ``url_prefix``: where ``web/urls.py`` is mounted ("disputes/"), "" at the root, None for no pages.
    ``today``: what the page of today puts first; ``today_sections``: what it shows to some roles. ``first_steps``: what
    a new user sets up. ``notifications``: what others have done. ``figures``: counts beside them.
    ``notification_types``: what people are notified of.
    ``jobs``: job kind to the task that runs it. ``mails``: mail kind to how such mails are made (mail's ``MailKind``).
    ``importers``: what the import wizard reads (imports' ``Importer``). ``lists``: its lists (``ListDefinition`` of
    lists). ``record_links``: kinds of records that lower domains refer to. ``stored_tables``: model to (reader,
    rewriter) of tables kept in files. ``remedies``: error code to the page that helps.
    """

    name: str
    url_prefix: str | None = None
    navigation: tuple[NavigationEntry, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[PageLink, ...] = ()
    settings: tuple[SettingsLink, ...] = ()
    search: tuple[SearchSource, ...] = ()
    today: tuple[TodaySource, ...] = ()
    today_sections: tuple[TodaySectionSource, ...] = ()
    first_steps: tuple[FirstStep, ...] = ()
    notifications: tuple[NotificationSource, ...] = ()
    notification_types: tuple[NotificationType, ...] = ()
    figures: tuple[FigureSource, ...] = ()
    panels: tuple[PanelSlot, ...] = ()
    links: tuple[LinkSlot, ...] = ()
    record_links: tuple[RecordLink, ...] = ()
    permissions: tuple[PermissionSpec, ...] = ()
    errors: Mapping[str, Any] = field(default_factory=dict)
    remedies: Mapping[str, Remedy] = field(default_factory=dict)
    history: HistoryLabels = HistoryLabels()
    undo: UndoSpec = UndoSpec()
    jobs: Mapping[str, Any] = field(default_factory=dict)
    mails: Mapping[str, Any] = field(default_factory=dict)
    chores: tuple[Chore, ...] = ()
    commands: tuple[OfflineCommand, ...] = ()
    snapshot: SnapshotContribution | None = None
    importers: tuple[Any, ...] = ()
    lists: tuple[Any, ...] = ()
    personal_data: tuple[PersonalTable, ...] = ()
    activities: tuple[Activity, ...] = ()
    stored_tables: Mapping[str, tuple[Callable[..., Any], Callable[..., Any]]] = field(default_factory=dict)
