"""Optimistic concurrency of edit forms (docs/adr/0023).

A form carries fingerprints of the values it showed, in a signed hidden input. The action merges with them; fields that
two people changed differently are shown with both values, to be chosen field by field.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _

from arpent.kernel.errors import Conflict
from arpent.kernel.merging import fingerprints, row_fingerprints
from arpent.web.session import current_user

from .queries.history import get_last_change

SALT = "arpent.opened"
TOKEN = "opened"  # the hidden input
PICK = "pick-"  # prefix of the radio buttons of a field: "mine" or "theirs"
MAX_VALUE_LENGTH = 400


@dataclass(frozen=True)
class FieldConflict:
    """One conflicting field, as localised texts; ``who`` and ``at``: the other writer and time, "" when unknown."""

    pick: str
    label: str
    mine: str
    theirs: str
    who: str
    at: str


class EditForm:
    """Concurrency state of a form: ``seen`` is passed to the action, ``token`` and ``clashes`` to the page.

    Without a token ``seen`` is None, so that nothing is merged. With a forged token, or one of another record or
    person, ``seen`` is empty for each field, so that every difference is in conflict.
    """

    def __init__(
        self,
        request: HttpRequest,
        form: forms.BaseForm,
        record: models.Model,
        *,
        shown: Mapping[str, Any],
        rows: Mapping[str, Iterable[Any]],
        names: Mapping[str, str],
        create_url: str,
    ) -> None:
        self.form, self.record, self.names, self.create_url = form, record, names, create_url
        self.person = reader_of(request)
        self.now = fingerprints(shown)
        for name, values in rows.items():
            self.now |= row_fingerprints(name, values)
        self.questioned: dict[str, str] = {}
        self.clashes: list[FieldConflict] = []
        self.seen: dict[str, str] | None = None if form.is_bound else dict(self.now)
        if form.is_bound and TOKEN in request.POST:
            self._read(request)

    def _read(self, request: HttpRequest) -> None:
        token = read_edit_token(request)
        if token is None or (token["r"], token["f"]) != (record_key(self.record), type(self.form).__name__):
            self.seen = dict.fromkeys(self.now, "")
            return
        self.seen, self.questioned = dict(token["s"]), dict(token["a"])
        for name, questioned_print in list(self.questioned.items()):
            pick = request.POST.get(PICK + name)
            if pick not in ("mine", "theirs"):
                continue
            del self.questioned[name]
            self.seen[name] = questioned_print
            if pick == "theirs":
                self._take_stored(name)

    def show(self, conflict: Conflict) -> None:
        """Add both values of each conflicting field to the form; fields the writer did not change show the stored
        value.
        """
        self.seen = self.seen or {}
        for name in conflict.untouched:
            if name in self.now:
                self._take_stored(name)
                self.seen[name] = self.now[name]
        for name in conflict.fields:
            self.questioned[name] = self.now.get(name, "")
            self.clashes.append(self._clash(name))

    @property
    def token(self) -> str:
        """Return the signed content of the hidden input: fingerprints only, no values that the form does not show."""
        labels = {self.form.add_prefix(n): str(f.label or n) for n, f in self.form.fields.items() if _is_text(f)}
        content = {
            "r": record_key(self.record),
            "f": type(self.form).__name__,
            "p": self.person,
            "s": self.seen or {},
            "a": self.questioned,
            "l": labels,
            "n": self.create_url,
        }
        return signing.dumps(content, salt=SALT, compress=True)

    def _clash(self, name: str) -> FieldConflict:
        field_name = self.names.get(name, name)
        field = self.form.fields.get(field_name)
        label, mine, theirs = name, "", ""
        if field is not None:
            label = str(field.label or name)
            mine = show_value(field, self.form.cleaned_data.get(field_name))
            theirs = show_value(field, self.form.get_initial_for_field(field, field_name))
        change = get_last_change(record=self.record, column=name) if self.person else None
        who, at = change if change else ("", None)
        if at is not None:
            local = timezone.localtime(at)
            today = local.date() == timezone.localdate()
            at_text = time_format(local, "H:i") if today else date_format(local, "SHORT_DATETIME_FORMAT")
        return FieldConflict(PICK + name, label, mine, theirs, who, at_text if at else "")

    def _take_stored(self, name: str) -> None:
        field_name = self.names.get(name, name)
        field = self.form.fields.get(field_name)
        if field is None:
            return
        bound: Any = self.form.data
        data = bound.copy()
        key, value = self.form.add_prefix(field_name), self.form.get_initial_for_field(field, field_name)
        if value in (None, False):
            data.pop(key, None)
        elif isinstance(value, list | tuple | set):
            data.setlist(key, list(value))
        else:
            data[key] = value
        self.form.data = data


@dataclass(frozen=True)
class UnsavedValues:
    """Values typed into the form of a record deleted meanwhile; ``create_url``: page that creates such a record, or
    "".
    """

    rows: list[tuple[str, str]]
    fields: list[tuple[str, str]]
    create_url: str


def open_edit_form(
    request: HttpRequest,
    form: forms.BaseForm,
    record: models.Model | None,
    *,
    shown: Mapping[str, Any] | None = None,
    rows: Mapping[str, Iterable[Any]] | None = None,
    names: Mapping[str, str] | None = None,
    create_url: str = "",
) -> EditForm | None:
    """Attach an EditForm to the form of an existing record (None for a new one); call it before validation.

    ``shown``: the shown values by the action's field names and in its types, by default the form's initial values;
    ``rows``: sets of rows that are merged row by row; ``names``: form field names by the action's names where they
    differ; ``create_url``: page that creates a record from the same fields, offered when this one was deleted
    meanwhile.
    """
    if record is None:
        return None
    known = {n: form.get_initial_for_field(f, n) for n, f in form.fields.items()} if shown is None else shown
    opened = EditForm(request, form, record, shown=known, rows=rows or {}, names=names or {}, create_url=create_url)
    form.opened = opened  # type: ignore[attr-defined]
    return opened


def seen_values(opened: EditForm | None) -> dict[str, str] | None:
    """Return the fingerprints to pass to an action, None without an EditForm."""
    return opened.seen if opened else None


def posted_seen_values(request: HttpRequest, pk: UUID) -> dict[str, str] | None:
    """Return the fingerprints from a form that is posted to another address, such as the one that deletes the
    record.
    """
    token = read_edit_token(request)
    return dict(token["s"]) if token and token["r"].endswith(f":{pk}") else None


def read_edit_token(request: HttpRequest) -> dict[str, Any] | None:
    """Return the content of the posted token, or None when it is missing, forged or issued to another person."""
    try:
        content: dict[str, Any] = signing.loads(request.POST.get(TOKEN, ""), salt=SALT)
    except signing.BadSignature:
        return None
    return content if content.get("p") == reader_of(request) else None


def reader_of(request: HttpRequest) -> str:
    """Return the id of the signed-in person in hex, "" on a page opened by a signed link."""
    return current_user(request).pk.hex if request.user.is_authenticated else ""


def read_unsaved_values(request: HttpRequest) -> UnsavedValues | None:
    """Return the values typed into the posted edit form of a record, or None without a valid token."""
    if request.method != "POST" or TOKEN not in request.POST or not request.user.is_authenticated:
        return None
    token = read_edit_token(request)
    if token is None:
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", TOKEN) and not name.startswith(PICK)
        for value in values
    ]
    labels = token["l"]
    return UnsavedValues([(labels[n], v) for n, v in fields if n in labels and v.strip()], fields, token["n"])


def record_key(record: models.Model) -> str:
    """Return the key of a record in an edit form: its table and primary key."""
    return f"{record._meta.db_table}:{record.pk}"


def show_value(field: forms.Field, value: Any) -> str:
    """Return a field's value as localised text, cut to MAX_VALUE_LENGTH."""
    choices = {str(k): str(v) for k, v in _flat(getattr(field, "choices", ()))}
    if isinstance(value, list | tuple | set):
        return ", ".join(choices.get(str(v), str(v)) for v in value) or _("(vide)")
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if value in (None, ""):
        return _("(vide)")
    if str(value) in choices:
        return choices[str(value)]
    if isinstance(value, dt.time):
        return time_format(value, "H:i")
    if isinstance(value, dt.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal | float):
        return number_format(value, use_l10n=True)
    text = str(value)
    return text if len(text) <= MAX_VALUE_LENGTH else text[:MAX_VALUE_LENGTH] + "…"


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, value in choices:
        if isinstance(value, list | tuple):
            yield from value
        else:
            yield key, value


def _is_text(field: forms.Field) -> bool:
    kind = field.widget
    return isinstance(kind, forms.Textarea) or (
        isinstance(kind, forms.widgets.Input) and not isinstance(kind, forms.HiddenInput | forms.CheckboxInput)
    )
