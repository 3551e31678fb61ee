"""Queries of the ledger of erasures, and of its entries that the database lacks."""

from pathlib import Path
from uuid import UUID

from django.conf import settings

from ..models import Erasure, Tombstone
from ..rules.ledger import FILE_NAME, MAX_BYTES, LedgerEntry, read_entries
from .declared import every_row
from .tombstones import digest_of


def ledger_path() -> Path:
    """Return the path of the ledger of erasures."""
    return Path(settings.ARPENT_HOME) / FILE_NAME


def read_ledger(path: Path | None = None) -> dict[UUID, LedgerEntry]:
    """Return the erasures of a ledger by id, by default the home's; none without a file.
    Raise ValueError for a file above ``MAX_BYTES``.
    """
    path = path or ledger_path()
    if not path.is_file():
        return {}
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"{path} is larger than {MAX_BYTES} bytes: no ledger of erasures.")
    with path.open(encoding="utf-8", errors="replace") as lines:
        return read_entries(lines)


def list_unknown_erasures() -> list[LedgerEntry]:
    """Return the erasures of the home's ledger that the database lacks, oldest first."""
    ledger = read_ledger()
    if not ledger:
        return []
    known = set(every_row(Erasure).values_list("pk", flat=True))
    return sorted((e for pk, e in ledger.items() if pk not in known), key=lambda e: e.at)


def list_unknown_lifts() -> list[LedgerEntry]:
    """Return the erasures lifted in the ledger whose tombstones are in force in the database."""
    lifted = {pk: e for pk, e in read_ledger().items() if e.lifted_at}
    if not lifted:
        return []
    in_force = every_row(Tombstone).filter(erasure_id__in=list(lifted), lifted_at__isnull=True)
    return [lifted[pk] for pk in sorted(set(in_force.values_list("erasure_id", flat=True)))]


def entries_of_base() -> dict[UUID, LedgerEntry]:
    """Return the erasures of the database as entries of the ledger."""
    tombstones: dict[UUID, list[Tombstone]] = {}
    for one in every_row(Tombstone).filter(erasure__isnull=False).order_by("pk"):
        tombstones.setdefault(one.erasure_id, []).append(one)
    found = {}
    for erasure in every_row(Erasure).order_by("at", "pk"):
        own = tombstones.get(erasure.pk, [])
        lifts = [t.lifted_at for t in own if t.lifted_at]
        found[erasure.pk] = LedgerEntry(
            erasure.pk,
            erasure.at,
            erasure.basis,
            erasure.kind,
            key_id(),
            {label: tuple(ids) for label, ids in erasure.records.items()},
            tuple((t.what, t.purpose, t.digest) for t in own),
            max(lifts) if own and len(lifts) == len(own) else None,
        )
    return found


def key_id(key: str | None = None) -> str:
    """Return an identifier of a secret key that does not reveal it; by default of the current key."""
    return digest_of("key", "", key)


def known_key_ids() -> frozenset[str]:
    """Return the identifiers of the current secret key and its fallbacks."""
    return frozenset(key_id(key) for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
