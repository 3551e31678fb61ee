"""Stores rendered files before the transaction that records them."""

import datetime as dt
import io
from dataclasses import dataclass
from uuid import UUID

from arpent.kernel.ids import new_id
from arpent.web.uploads import store_file

from ...models import OfferFile, OfferVersion
from ...rules.fingerprint import fingerprint


@dataclass(frozen=True)
class StoredFile:
    """A file on disk without a record yet. ``size`` in bytes; ``sha256`` in hexadecimal."""

    pk: UUID
    stored_as: str
    size: int
    sha256: str


def store_content(content: bytes) -> StoredFile:
    """Store a file of an offer under a new id."""
    pk = new_id()
    path = store_file(folder="offers", pk=pk, content=io.BytesIO(content))
    return StoredFile(pk, path.name, len(content), fingerprint(content))


def record_file(
    *, version: OfferVersion, kind: str, file: StoredFile, at: dt.datetime, suffix: str = "pdf"
) -> OfferFile:
    """Record a stored file of a version; the record is never changed. ``kind``: one of ``OfferFile.Kind``."""
    record: OfferFile = OfferFile.objects.create(
        id=file.pk,
        version=version,
        kind=kind,
        name=f"{version.label}-{kind}.{suffix}".replace(" ", "-"),
        stored_as=file.stored_as,
        size=file.size,
        sha256=file.sha256,
        made_at=at,
    )
    return record
