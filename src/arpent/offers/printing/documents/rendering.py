"""Renders quote documents with Typst: tagged PDF/A-3a (PDF/UA-1), reproducible for one offer and day."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.utils import timezone, translation

from arpent.people.public import User
from arpent.web.pdf import render_pdf

from ...models import OfferVersion, Signature
from ...queries.calculation import QuoteCalculation, calculate_quote
from ...queries.versions import list_lines
from ...rules.fingerprint import canonical, fingerprint
from .content import document_data, signed_data
from .pictures import Picture, small_pictures, stored_pictures

STANDARDS = ("a-3a", "ua-1")
# Keys of codes, pictures, files and hashes, which are not typeset.
NOT_PROSE = frozenset(
    (
        "lang",
        "region",
        "accent",
        "reference",
        "picture",
        "logo",
        "stored_pictures",
        "hashes",
        "attachments",
        "signature_svg",
        "mark",
    )
)


@dataclass(frozen=True)
class DocumentSource:
    """Input of a document: data and pictures."""

    data: dict[str, Any]
    pictures: list[Picture]

    @property
    def digest(self) -> str:
        """Return the SHA-256 (hexadecimal) of everything the document shows."""
        pictures = [[p.reference, p.name, fingerprint(p.content)] for p in self.pictures]
        return fingerprint(canonical({"data": self.data, "pictures": pictures}))


@dataclass(frozen=True)
class RenderedDocument:
    """A rendered document (PDF bytes) with its data and pictures."""

    content: bytes
    data: dict[str, Any]
    pictures: list[Picture]


def collect_document(*, figures: QuoteCalculation, by: User, day: dt.date) -> DocumentSource:
    """Return the input of an offer's document on a day, in the offer's language."""
    version = figures.version
    references = {x.reference for x in figures.lines if x.kind == "product"} if version.with_sheets else set()
    pictures = small_pictures(references=references, by=by, day=day)
    with translation.override(version.language):
        data = document_data(figures=figures, by=by, day=day, pictures={p.reference: p.name for p in pictures})
    return DocumentSource(data, pictures)


def render_document(source: DocumentSource, *, version: OfferVersion, day: dt.date) -> RenderedDocument:
    """Return the document rendered to PDF, dated noon of a day.

    Takes a second or more: call it outside transactions.
    """
    with _folder(version, source.pictures) as folder:
        return RenderedDocument(compile_document(source.data, folder, at=_noon(day)), source.data, source.pictures)


def render_quote(*, version: OfferVersion, by: User, day: dt.date) -> RenderedDocument:
    """Return the document of a version rendered in the offer's language, with the figures of a day."""
    figures = calculate_quote(version=version, by=by, day=day)
    return render_document(collect_document(figures=figures, by=by, day=day), version=version, day=day)


def render_signed_document(*, version: OfferVersion, by: User, signature: Signature) -> bytes:
    """Return the PDF of a signed offer: as sent, with the selected options, the acceptance and the certificate."""
    lines, pictures = list_lines(version=version, by=by), stored_pictures(version)
    with _folder(version, pictures) as folder:
        names = {p.reference: p.name for p in pictures}
        signed = signed_data(version=version, lines=lines, pictures=names, signature=signature)
        data = _without_lost({**version.document_data, **signed}, set(names.values()))
        return compile_document(data, folder, at=_noon(timezone.localdate(signature.signed_at)))


@contextmanager
def _folder(version: OfferVersion, pictures: list[Picture]) -> Iterator[Path]:
    """Create a folder with the pictures of a document and activate the offer's language."""
    with tempfile.TemporaryDirectory(prefix="arpent-offer-") as name, translation.override(version.language):
        for picture in pictures:
            (Path(name) / picture.name).write_bytes(picture.content)
        yield Path(name)


def _without_lost(value: Any, names: set[str]) -> Any:
    """Return the data without pictures whose files are missing, so that a signature is not blocked."""
    if isinstance(value, list | tuple):
        return [_without_lost(x, names) for x in value]
    if not isinstance(value, dict):
        return value
    return {k: "" if k == "picture" and x not in names else _without_lost(x, names) for k, x in value.items()}


def _noon(day: dt.date) -> dt.datetime:
    """Return the timestamp of a document: noon of its day, so that renderings are reproducible."""
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


def compile_document(data: dict[str, Any], folder: Path, *, at: dt.datetime) -> bytes:
    """Return the PDF (A-3a, UA-1) of an offer's data. ``folder``: contains its pictures; ``at``: the document's
    timestamp.
    """
    parts = sorted((p for p in files("arpent.offers").iterdir() if p.name.endswith(".typ")), key=lambda part: part.name)
    template = b"\n".join(part.read_bytes() for part in parts)
    return render_pdf(template, data, at=at, standards=STANDARDS, not_prose=NOT_PROSE, folder=folder)
