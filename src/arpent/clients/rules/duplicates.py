"""Decide whether a company being created may be a known one; the Field app compares in the same way.

The cases of tests/vectors/duplicates.json and likely_duplicates.json hold for both.
"""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from arpent.kernel.text import fold

from .identity import read_email, read_phone, read_siren

# Similarity of names (0 to 1) from which two companies may be one: in the same département or without a postcode, and
# elsewhere. A name of fewer than MIN_NAME letters is compared with none.
SAME_AREA, ELSEWHERE, MIN_NAME = 0.72, 0.9, 3
# Legal forms are left out of a comparison of names.
_FORMS = frozenset(("sa", "sas", "sasu", "sarl", "eurl", "sci", "snc", "scop", "gmbh", "ltd"))
_WORDS = frozenset(("societe", "ets", "etablissements", "cie"))
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")


class DuplicateReason(StrEnum):
    """The value that two companies share."""

    SIREN = "siren"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"


# What counts most first.
_RANK = {DuplicateReason.SIREN: 4.0, DuplicateReason.PHONE: 3.0, DuplicateReason.EMAIL: 3.0}


@dataclass(frozen=True)
class Identity:
    """What identifies a company: name as `comparable_name` returns it, SIREN, phone in E.164, e-mail in lower case,
    postcode; "" for unknown.
    """

    name: str = ""
    siren: str = ""
    phone: str = ""
    email: str = ""
    postcode: str = ""


def comparable_name(name: str) -> str:
    """Return a folded name without its legal form ("S.A.R.L." included)."""
    joined = _INITIALS.sub(lambda form: form[0].replace(".", ""), name)
    return " ".join(w for w in re.split(r"[^a-z0-9]+", fold(joined)) if w and w not in _FORMS | _WORDS)


def read_identity(
    *, name: str = "", siren: str = "", phone: str = "", email: str = "", postcode: str = "", country: str = "FR"
) -> Identity:
    """Return the identity of typed values; a value that cannot be read counts as unknown. ``siren``: or a SIRET."""
    number = "".join(c for c in siren if c.isdigit())
    return Identity(
        name=comparable_name(name),
        siren=read_siren(number[:9] if len(number) == 14 else siren) or "",
        phone=read_phone(phone, country) or "" if phone else "",
        email=read_email(email) or "" if email else "",
        postcode=postcode.replace(" ", ""),
    )


def name_similarity(one: str, other: str) -> float:
    """Return how similar two folded names are, 0 to 1: the Dice coefficient of their letter pairs."""
    if one == other:
        return 1.0
    pairs, others = _pairs(one), _pairs(other)
    total = pairs.total() + others.total()
    return 2 * (pairs & others).total() / total if total else 0.0


def compare(candidate: Identity, known: Identity) -> tuple[DuplicateReason, float] | None:
    """Return why two companies may be one, and how likely (greater is likelier); None when nothing is alike."""
    for reason in (DuplicateReason.SIREN, DuplicateReason.PHONE, DuplicateReason.EMAIL):
        value = getattr(candidate, reason.value)
        if value and value == getattr(known, reason.value):
            return reason, _RANK[reason]
    if len(candidate.name) < MIN_NAME:
        return None
    is_near = bool(candidate.postcode) and candidate.postcode[:2] == known.postcode[:2]
    similarity = name_similarity(candidate.name, known.name)
    if similarity < (SAME_AREA if is_near or not candidate.postcode else ELSEWHERE):
        return None
    return DuplicateReason.NAME, similarity + is_near


def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))
