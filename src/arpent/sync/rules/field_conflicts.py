"""Three-way comparison of the fields of a submitted version with the stored record, and their merge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from arpent.kernel.datetimes import parse_datetime
from arpent.kernel.offline import RecordChooser, Shown

MAX_FIELDS = 400
MAX_SHOWN_LENGTH = 20_000  # characters of a value


@dataclass(frozen=True)
class FieldRow:
    """One field of a version beside the record and the base, as displayed texts.
    ``base``: as the device last knew it, None when not known; ``raw``: the value as submitted.
    """

    key: str
    words: str
    stored_text: str
    submitted_text: str
    raw: str = ""
    base: str | None = None

    @property
    def differs(self) -> bool:
        """Return whether the record and the submission differ in this field."""
        return self.stored_text != self.submitted_text

    @property
    def only_stored_changed(self) -> bool:
        """Return whether only the record's value was changed since the base."""
        return self.differs and self.base is not None and self.submitted_text == self.base

    @property
    def only_submitted_changed(self) -> bool:
        """Return whether only the device changed the value since the base."""
        return self.differs and self.base is not None and self.stored_text == self.base

    @property
    def conflicts(self) -> bool:
        """Return whether a person must choose: both sides changed the value, or the base is not known."""
        return self.differs and not self.only_stored_changed and not self.only_submitted_changed


def compare_fields(
    *, stored: Sequence[Shown], submitted: Sequence[Shown], base: Sequence[Shown] | None, body: Mapping[str, Any]
) -> list[FieldRow]:
    """Return each field of a version beside the record's; the stored text is "" without a record.
    At most ``MAX_FIELDS``. ``base``: None when not known; ``body``: as submitted.
    """
    stored_text, submitted_text = _by_key(stored), _by_key(submitted)
    base_text = None if base is None else _by_key(base)
    keys = list(dict.fromkeys([*submitted_text, *stored_text]))[:MAX_FIELDS]
    return [
        FieldRow(
            k,
            (submitted_text.get(k) or stored_text[k])[0],
            stored_text.get(k, ("", ""))[1],
            submitted_text.get(k, ("", ""))[1],
            str(found if is_editable(found := _get(body, k)) else found or ""),
            None if base_text is None else base_text.get(k, ("", ""))[1],
        )
        for k in keys
    ]


def can_be_merged(rows: Sequence[FieldRow]) -> bool:
    """Return whether no person must choose: no field conflicts, and all fields were compared."""
    return len(rows) < MAX_FIELDS and not any(row.conflicts for row in rows)


def choices_of(rows: list[FieldRow], chosen: dict[str, str]) -> dict[str, str]:
    """Return the side ("stored", "submitted") of each differing field: the one that changed it, else the chosen one."""
    sides = {
        r.key: "stored" if r.only_stored_changed else "submitted"
        for r in rows
        if r.only_stored_changed or r.only_submitted_changed
    }
    return chosen | sides


def merge_bodies(
    *,
    stored: Mapping[str, Any],
    submitted: Mapping[str, Any],
    chosen: Mapping[str, str],
    written: Mapping[str, str],
    chooser: RecordChooser | None,
) -> dict[str, Any]:
    """Return the merged body: each field from the record ("stored"), as submitted, or as now written.
    A key with a point names a nested value: "answers.<question>". ``chooser``: its key takes the written record, and
    the keys it clears are emptied.
    """
    body: dict[str, Any] = {**stored, **submitted}
    for key, side in chosen.items():
        if side == "stored":
            _put(body, key, _get(stored, key))
    if chooser and written.get(chooser.key):
        body[chooser.key] = written[chooser.key]
        body |= dict.fromkeys(chooser.clears, "")
    for key, text in written.items():
        sent = _get(submitted, key)
        if is_editable(sent):
            _put(body, key, text if isinstance(sent, str) else _as_number(text))
    return body


def _by_key(shown: Sequence[Shown]) -> dict[str, tuple[str, str]]:
    return {key: (str(words)[:200], text[:MAX_SHOWN_LENGTH]) for key, words, text in shown}


def is_editable(value: Any) -> bool:
    """Return whether a person may replace a submitted value: a text or a number, but not a moment."""
    if isinstance(value, str) and "T" in value and parse_datetime(value) is not None:
        return False
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _as_number(text: str) -> int | float | str:
    """Return what was written where a number was sent; a text that is none is left for the domain to refuse."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return number if isfinite(number) else text


def _get(body: Mapping[str, Any], key: str) -> Any:
    outer, _, inner = key.partition(".")
    value = body.get(outer)
    return (value.get(inner) if isinstance(value, dict) else None) if inner else value


def _put(body: dict[str, Any], key: str, value: Any) -> None:
    outer, _, inner = key.partition(".")
    if not inner:
        body[outer] = value
        return
    before = body.get(outer)
    existing = dict(before) if isinstance(before, dict) else {}
    if value is None:
        existing.pop(inner, None)
    else:
        existing[inner] = value
    body[outer] = existing
