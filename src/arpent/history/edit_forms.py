"""What a person saw of a record when its form was opened: it travels in the form, the action merges with it, and what
two
people changed differently comes back with both values, to be chosen field by field (docs/adr/0023)."""

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
PICK = "pick-"  # the choice of one field: "mine" or "theirs"
SHOWN_MOST = 400


@dataclass(frozen=True)
class FieldConflict:
    """One field changed on both sides, as the page shows it. ``who`` and ``at``: the other writer, "" when unknown."""

    pick: str
    label: str
    mine: str
    theirs: str
    who: str
    at: str


class EditForm:
    """The form of a record with what was seen of it. ``seen`` is for the action; ``token`` and ``clashes`` for the
    page.

    A form without a token knows nothing (``seen`` is None); a token that was forged or belongs to another record or
    person has seen nothing, so that every difference is in conflict.
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
        anew: str,
    ) -> None:
        self.form, self.record, self.names, self.anew = form, record, names, anew
        self.person = reader_of(request)
        self.now = fingerprints(shown)
        for name, held in rows.items():
            self.now |= row_fingerprints(name, held)
        self.asked: dict[str, str] = {}
        self.clashes: list[FieldConflict] = []
        self.seen: dict[str, str] | None = None if form.is_bound else dict(self.now)
        if form.is_bound and TOKEN in request.POST:
            self._read(request)

    def _read(self, request: HttpRequest) -> None:
        told = read_edit_token(request)
        if told is None or (told["r"], told["f"]) != (record_key(self.record), type(self.form).__name__):
            self.seen = dict.fromkeys(self.now, "")
            return
        self.seen, self.asked = dict(told["s"]), dict(told["a"])
        for name, was in list(self.asked.items()):
            pick = request.POST.get(PICK + name)
            if pick not in ("mine", "theirs"):
                continue
            del self.asked[name]
            self.seen[name] = was
            if pick == "theirs":
                self._take_stored(name)

    def show(self, conflict: Conflict) -> None:
        """Put both values of each conflicting field on the form, and what is stored now in the fields left as seen."""
        self.seen = self.seen or {}
        for name in conflict.untouched:
            if name in self.now:
                self._take_stored(name)
                self.seen[name] = self.now[name]
        for name in conflict.fields:
            self.asked[name] = self.now.get(name, "")
            self.clashes.append(self._clash(name))

    @property
    def token(self) -> str:
        """Return what the form carries, signed: fingerprints only, so that it tells nothing that the form does not
        show.
        """
        labels = {self.form.add_prefix(n): str(f.label or n) for n, f in self.form.fields.items() if _is_text(f)}
        told = {
            "r": record_key(self.record),
            "f": type(self.form).__name__,
            "p": self.person,
            "s": self.seen or {},
            "a": self.asked,
            "l": labels,
            "n": self.anew,
        }
        return signing.dumps(told, salt=SALT, compress=True)

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
    """What was typed into the form of a record that is no longer there. ``anew``: the page that creates one, or ""."""

    rows: list[tuple[str, str]]
    fields: list[tuple[str, str]]
    anew: str


def open_edit_form(
    request: HttpRequest,
    form: forms.BaseForm,
    record: models.Model | None,
    *,
    shown: Mapping[str, Any] | None = None,
    rows: Mapping[str, Iterable[Any]] | None = None,
    names: Mapping[str, str] | None = None,
    anew: str = "",
) -> EditForm | None:
    """Have a form carry what it shows of a record; call it before the form is validated. A new record has seen nothing.

    ``shown``: the values under the names and in the types of the action, the form's initial values when they are the
    same;
    ``rows``: sets of rows that are merged row by row; ``names``: form fields by the action's names where they differ;
    ``anew``: the address that creates a record from the same fields, offered when this one was deleted meanwhile.
    """
    if record is None:
        return None
    known = {n: form.get_initial_for_field(f, n) for n, f in form.fields.items()} if shown is None else shown
    opened = EditForm(request, form, record, shown=known, rows=rows or {}, names=names or {}, anew=anew)
    form.opened = opened  # type: ignore[attr-defined]
    return opened


def seen_values(opened: EditForm | None) -> dict[str, str] | None:
    """Return what an action is told that the person saw."""
    return opened.seen if opened else None


def posted_seen_values(request: HttpRequest, pk: UUID) -> dict[str, str] | None:
    """Return what the person saw of a record whose form is posted to another address, to be removed."""
    told = read_edit_token(request)
    return dict(told["s"]) if told and told["r"].endswith(f":{pk}") else None


def read_edit_token(request: HttpRequest) -> dict[str, Any] | None:
    """Return what the form that is posted carries.

    None when it carries nothing, or nothing that was made for this person.
    """
    try:
        told: dict[str, Any] = signing.loads(request.POST.get(TOKEN, ""), salt=SALT)
    except signing.BadSignature:
        return None
    return told if told.get("p") == reader_of(request) else None


def reader_of(request: HttpRequest) -> str:
    """Return the id of who reads a page, "" on a page that a signed link opens."""
    return current_user(request).pk.hex if request.user.is_authenticated else ""


def read_unsaved_values(request: HttpRequest) -> UnsavedValues | None:
    """Return what was typed into the posted form of a record, None when the form is of none that the person has
    seen.
    """
    if request.method != "POST" or TOKEN not in request.POST or not request.user.is_authenticated:
        return None
    told = read_edit_token(request)
    if told is None:
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", TOKEN) and not name.startswith(PICK)
        for value in values
    ]
    labels = told["l"]
    return UnsavedValues([(labels[n], v) for n, v in fields if n in labels and v.strip()], fields, told["n"])


def record_key(record: models.Model) -> str:
    return f"{record._meta.db_table}:{record.pk}"


def show_value(field: forms.Field, value: Any) -> str:
    """Return a field's value as a person reads it."""
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
    return text if len(text) <= SHOWN_MOST else text[:SHOWN_MOST] + "…"


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
