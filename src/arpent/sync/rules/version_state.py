"""Decide the state of an incoming version from the stored ones, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Processing state of a submitted version.

    CONFLICT, REFUSED, WAITING and TARGET_DELETED need a decision or a missing record; see ``OPEN``.
    """

    APPLIED = "applied"
    SUPERSEDED = "superseded"  # a later one of the same phone was there first
    CONFLICT = "conflict"
    REFUSED = "refused"
    WAITING = "waiting"  # for a record that has not come
    TARGET_DELETED = "target_deleted"  # its record was removed
    RESOLVED = "resolved"
    DROPPED = "dropped"


OPEN = (State.CONFLICT, State.REFUSED, State.WAITING, State.TARGET_DELETED)


@dataclass(frozen=True)
class StoredVersion:
    """A stored version. ``revision``: the record's revision it created, 0 for none."""

    device: str
    seq: int
    revision: int
    digest: str
    captured_at: str
    state: State


@dataclass(frozen=True)
class IncomingVersion:
    """An incoming version. ``base``: the revision it is based on, 0 for a new record."""

    device: str
    seq: int
    base: int
    digest: str
    captured_at: str


def find_replay(sent: IncomingVersion, known: Iterable[StoredVersion]) -> StoredVersion | None:
    """Return the stored version this one repeats: same content and time of writing, under any device token."""
    for one in known:
        if one.digest == sent.digest and one.captured_at == sent.captured_at:
            return one
    return None


def resolve_incoming(sent: IncomingVersion, known: Iterable[StoredVersion], revision: int | None) -> State:
    """Return APPLIED when the version may be written now, else why not.
    ``revision``: the record's, None without a record. Revisions that the same device created do not conflict, since it
    may not have received the answer. A base beyond the revision means that the server was restored.
    """
    versions = list(known)
    made = [k for k in versions if k.revision]
    if any(k.device == sent.device and k.seq > sent.seq and k.state != State.DROPPED for k in versions):
        return State.SUPERSEDED
    if revision is None:
        return State.TARGET_DELETED if made else State.APPLIED
    if sent.base >= revision:
        return State.APPLIED
    # The device has not seen the content that a person made of its version.
    own = {k.revision for k in made if k.device == sent.device and k.state != State.RESOLVED}
    return State.APPLIED if all(revision in own for revision in range(sent.base + 1, revision + 1)) else State.CONFLICT
