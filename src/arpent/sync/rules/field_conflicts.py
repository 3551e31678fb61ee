"""Fields of a submitted version beside the stored record: what differs, who changed it, what a merge holds."""

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
    """One field of a version beside the record and the base that both were made from, each as one reads it.

    ``here``: in the record; ``there``: as the phone sent it; ``base``: as the phone last knew it, None when that is not
    known;
    ``raw``: the value as sent.
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
        """Return whether the record's value was changed and the phone left it as it knew it."""
        return self.differs and self.base is not None and self.submitted_text == self.base

    @property
    def only_submitted_changed(self) -> bool:
        """Return whether the phone changed the value and the record still holds it as the phone knew it."""
        return self.differs and self.base is not None and self.stored_text == self.base

    @property
    def conflicts(self) -> bool:
        """Return whether somebody has to choose: both sides changed the value, or nobody knows who did."""
        return self.differs and not self.only_stored_changed and not self.only_submitted_changed


def compare_fields(
    *, stored: Sequence[Shown], submitted: Sequence[Shown], base: Sequence[Shown] | None, body: Mapping[str, Any]
) -> list[FieldRow]:
    """Return each field of a version beside the record's own; the stored text is empty when there is no record.

    At most ``MAX_FIELDS``: a body that was refused may have any number. ``base``: None when it is not known; ``body``:
    as sent.
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
    """Return whether nobody has to choose: no field was changed on both sides, and all were compared."""
    return len(rows) < MAX_FIELDS and not any(row.conflicts for row in rows)


def choices_of(rows: list[FieldRow], chosen: dict[str, str]) -> dict[str, str]:
    """Return the side that each differing field is taken from: the one that changed it, else the one that was
    chosen.
    """
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
    """Return the merged body: each field from the record ("stored") or as it was sent, or as now written.

    A key with a point names a value inside: "answers.<question>".
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
    """Return whether a person may write another value in the place of one that a phone sent: a text or a number.

    A moment that can be read is shown as people read it, and stays.
    """
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
