"""How a domain declares where it holds personal data; erasure, access export and retention read these declarations.

Each domain exports ``PERSONAL_DATA``, a tuple of :class:`PersonalTable`, from its ``personal_data.py``. A test walks
every text, JSON and file column of the project: each one is declared here or listed in ``none`` with a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds of a person."""

    IDENTITY = "identity"  # a name, an identifier
    CONTACT = "contact"  # an e-mail, a phone, an address
    FREE_TEXT = "free_text"
    JSON = "json"
    DERIVED = "derived"  # computed from other columns: rows of the person are deleted, the domain recomputes them


@dataclass(frozen=True)
class Keep:
    """Rows that the law asks to keep: a lookup that selects them, and the reason shown on the page (a code of
    messages).
    """

    lookup: Mapping[str, object]
    reason: str


@dataclass(frozen=True)
class StoredFile:
    """A file on disk that a row names. ``path`` under the uploads folder, with ``{value}`` for the column's value.

    ``of_person`` False: nobody can tell by a program whom it shows; a person decides for each one. ``with_parent``: the
    foreign key to a row from which the file was drawn: when that row names the person, the file goes with it.
    ``keep_row``: the row stays and forgets its file.
    """

    column: str
    path: str
    of_person: bool = False
    title: str = ""  # the column by which a person recognises it
    with_parent: str = ""
    keep_row: bool = False


@dataclass(frozen=True)
class PersonalTable:
    """Where one table holds personal data.

    ``columns``: by column, what it holds; ``none``: the text columns that hold nothing of a person, each with the
    reason. A row is a person's own when its id is named, or when ``email``, ``phones`` or ``names`` equal the person's:
    its declared columns are then emptied, or take the value of ``blank`` ("{id}" stands for the row's). In other rows
    the words that name the person are replaced. ``delete_own``: the person's own rows are deleted instead of emptied;
    ``drop_unused``: an emptied row that no other row refers to is deleted. ``revoke``: the moment that closes a private
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
    """A sign that a company, or somebody there, was in touch: a model, the path to the company, the column of its
    moment.
    """

    model: str
    company: str
    moment: str
    lookup: Mapping[str, object] = field(default_factory=dict)


NO_PERSON = "names no person"
CODE = "a code or a choice of a fixed list"
HASH = "a digest or a key made by the program"
FIRM = "the firm's own settings or catalogue"
