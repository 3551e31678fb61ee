"""The offline snapshot, merged from the parts that the manifests declare."""

from dataclasses import fields
from typing import Any

from arpent.kernel.offline import SnapshotContribution
from arpent.sync.public import SnapshotParts

from .domains import manifests


def snapshot_parts() -> SnapshotParts:
    """Return the snapshot parts of all domains: lists are joined in the domains' order, other parts come from one
    domain.
    Raise ValueError when two domains declare the same part, or when one is missing.
    """
    merged: dict[str, Any] = {}
    for domain in manifests():
        for part in fields(SnapshotContribution) if domain.snapshot else ():
            value = getattr(domain.snapshot, part.name)
            if isinstance(value, tuple):
                merged[part.name] = merged.get(part.name, ()) + value
            elif value is not None:
                if part.name in merged:
                    raise ValueError(f"two domains give the snapshot's {part.name}, {domain.name} being the second")
                merged[part.name] = value
    missing = {part.name for part in fields(SnapshotContribution)} - merged.keys()
    if missing:
        raise ValueError(f"no domain gives the snapshot's {sorted(missing)}")
    return SnapshotParts(**merged)
