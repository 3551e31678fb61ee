"""Declarations of the personal data stored by each domain, used by erasure, access export and retention.

Each domain exports ``PERSONAL_DATA``, a tuple of :class:`PersonalTable`, from its ``personal_data.py``. A test checks
that every text, JSON and file column of the project is declared or listed in ``none`` with a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The kind of personal data in a column."""

    IDENTITY = "identity"  # a name, an identifier
    CONTACT = "contact"  # an e-mail, a phone, an address
    FREE_TEXT = "free_text"
    JSON = "json"
    DERIVED = "derived"  # computed from other columns: rows of the person are deleted, the domain recomputes them


@dataclass(frozen=True)
class Keep:
    """Rows under legal retention: a lookup that selects them, and the code of the reason shown on the page."""

    lookup: Mapping[str, object]
    reason: str


@dataclass(frozen=True)
class StoredFile:
    """A stored file referenced by a column.

    ``path``: under the uploads folder, with ``{value}`` for the column's value. ``of_person``: whether the file always
    belongs to the row's person; if False, a user decides for each file. ``with_parent``: the foreign key to the row
    from which the file was generated; the file is erased when that row names the person. ``keep_row``: only the file is
    erased, the row remains without it.
    """

    column: str
    path: str
    of_person: bool = False
    title: str = ""  # the column that identifies the file to users
    with_parent: str = ""
    keep_row: bool = False


@dataclass(frozen=True)
class PersonalTable:
    """The personal data of one table.

    ``columns``: kind of data by column; ``none``: text columns without personal data, each with the reason. A row is
    the person's own when its id is given, or when ``email``, ``phones`` or ``names`` equal the person's: its declared
    columns are then emptied, or set to the value in ``blank`` ("{id}" is replaced by the row's id). In other rows,
    occurrences of the person's name are replaced. ``delete_own``: the person's own rows are deleted instead of emptied;
    ``drop_unused``: an emptied row without references is deleted. ``revoke``: the datetime column that closes a private
    link, set in the person's own rows.
    """

    model: str
    columns: Mapping[str, Kind] = field(default_factory=dict)
    none: Mapping[str, str] = field(default_factory=dict)
    email: str = ""
    phones: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    blank: Mapping[str, str] = field(default_factory=dict)
    delete_own: bool = False
    drop_unused: bool = False
    revoke: str = ""
    keep: tuple[Keep, ...] = ()
    files: tuple[StoredFile, ...] = ()


@dataclass(frozen=True)
class Activity:
    """Evidence of contact with a company, for retention.

    ``model``: the table; ``company``: lookup path to the company; ``moment``: the datetime column; ``lookup``: a
    filter.
    """

    model: str
    company: str
    moment: str
    lookup: Mapping[str, object] = field(default_factory=dict)


NO_PERSON = "names no person"
CODE = "a code or a choice of a fixed list"
HASH = "a digest or a generated key"
FIRM = "the firm's own settings or catalogue"
