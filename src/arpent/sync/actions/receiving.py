"""Receive what a phone wrote: stored first, then written where it belongs. Nothing that comes is ever dropped."""

import datetime as dt
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from arpent.kernel.ids import new_id
from arpent.kernel.refusals import NotFound, Refused
from arpent.people.public import User

from ..models import Device, Item, ItemVersion
from ..rules.commands import COMMANDS, Command
from ..rules.envelope import Envelope, skew_of
from ..rules.verdicts import Known, Sent, State, find_replay, judge

log = logging.getLogger("arpent.sync")


@dataclass(frozen=True)
class Receipt:
    """What a phone is told. ``rev``: the edition its version made, 0 for none: never that of somebody else's words, which it
    has not seen; ``created``: the record was not there before."""

    version: ItemVersion
    state: State
    rev: int
    created: bool = False


def receive(
    *, device: Device, kind: str, key: UUID, envelope: Envelope, at: dt.datetime, path: Path | None = None
) -> Receipt:
    """Store one version and, when nothing speaks against it, write it. A repetition is told what the first was told.

    ``path``: where the file of the version lies. Raise NotFound for a kind that no domain has registered.
    """
    command = COMMANDS.get(kind)
    if command is None:
        raise NotFound("kind")
    try:
        return _receive(device, command, key, envelope, at, path)
    except IntegrityError:
        # Two phones of one person sent the same new id at one moment: the second finds the first now.
        return _receive(device, command, key, envelope, at, path)


def _receive(
    device: Device, command: Command, key: UUID, envelope: Envelope, at: dt.datetime, path: Path | None
) -> Receipt:
    by: User = device.person
    with transaction.atomic():
        item = _item(by, command, key)
        versions = list(ItemVersion.objects.visible_to(by).filter(item=item))
        known = [_known(v) for v in versions]
        sent = Sent(device.pk.hex, envelope.seq, envelope.base_rev, envelope.digest, envelope.captured_at.isoformat())
        edition = command.edition(record_id=item.record_id, by=by)
        replay = find_replay(sent, known)
        if replay is not None:
            first = versions[known.index(replay)]
            return Receipt(first, State(first.state), _seen(first))
        skew = skew_of(envelope.sent_at, at)
        version = ItemVersion(
            id=new_id(), item=item, device=device, seq=envelope.seq, base_rev=envelope.base_rev, schema=envelope.schema,
            captured_at=envelope.captured_at, received_at=at, skew_seconds=int(skew.total_seconds()), body=envelope.body,
            sha256=envelope.sha256, digest=envelope.digest,
        )  # fmt: skip
        state = judge(sent, known, edition)
        if state == State.APPLIED and envelope.schema > command.schema:
            state, version.refusal = State.REFUSED, "sync.newer_app"
        version.state = state.value
        version.save(force_insert=True)
        if state == State.APPLIED:
            write(version, command, by=by, at=at, path=path)
        created = edition is None and version.state == State.APPLIED
        return Receipt(version, State(version.state), _seen(version), created)


def _seen(version: ItemVersion) -> int:
    """Return the edition that a version made as it was sent; what a person made of it is other words."""
    return version.rev if version.state != State.SETTLED else 0


def _item(by: User, command: Command, key: UUID) -> Item:
    """Return the item a phone speaks of: one's own or one that a colleague one writes for has begun; else a new one.

    An id that stands for a record out of the person's reach is nobody's business: theirs gets another id here.
    """
    rows = Item.objects.visible_to(by).select_for_update(of=("self",)).filter(kind=command.kind, key=key)
    found = rows.filter(person=by).first() or rows.first()
    if found is not None:
        return found
    taken = Item.objects.unscoped("whether an id is taken").filter(kind=command.kind, record_id=key).exists()
    mine = command.edition(record_id=key, by=by) is not None
    item = Item(id=new_id(), person=by, kind=command.kind, key=key, record_id=new_id() if taken and not mine else key)
    item.save(force_insert=True)
    return item


def _known(version: ItemVersion) -> Known:
    return Known(
        version.device_id.hex, version.seq, version.rev, version.digest, version.captured_at.isoformat(), State(version.state)
    )  # fmt: skip


def write(
    version: ItemVersion, command: Command, *, by: User, at: dt.datetime, body: Any = None, path: Path | None = None
) -> None:
    """Have the domain write a version, or the body that a person made of it; what it refuses stays here with its reason."""
    item = version.item
    told = version.told if body is None else body
    given: dict[str, Any] = {"record_id": item.record_id, "by": by, "author_id": item.person_id, "at": at, "body": told}
    if command.takes_file:
        given |= {"path": path, "sha256": version.sha256}
    version.refusal, version.facts = "", {}
    try:
        _apply(command, given, item)
    except NotFound as refusal:
        version.state, version.refusal, version.facts = (
            State.WAITING.value,
            "sync.waits",
            {"what": str(refusal.facts.get("kind", ""))},
        )
    except Refused as refusal:
        version.state, version.refusal = State.REFUSED.value, refusal.code
        version.facts = {k: v if isinstance(v, int | str) else str(v) for k, v in refusal.facts.items()}
    except Exception:
        # A bug of ours must cost nobody a report: it is kept, and the log says what happened.
        log.exception("a %s could not be written", command.kind)
        version.state, version.refusal = State.REFUSED.value, "sync.broken"
    else:
        version.state, version.rev = State.APPLIED.value, command.edition(record_id=item.record_id, by=by) or 0
        _close_former(version, by)
    item.label = _label(command, told, by)
    item.save(update_fields=["label", "record_id"])
    version.save(update_fields=["state", "refusal", "facts", "rev"])


def _apply(command: Command, given: dict[str, Any], item: Item) -> None:
    """Have the domain write it. An id that a record out of reach already has says nothing of it: ours gets another one."""
    try:
        with transaction.atomic():
            command.apply(**given)
    except IntegrityError:
        if command.edition(record_id=item.record_id, by=given["by"]) is not None:
            raise
        item.record_id = given["record_id"] = new_id()
        with transaction.atomic():
            command.apply(**given)


def _close_former(version: ItemVersion, by: User) -> None:
    """What the same phone sent of the record before, and could not be written, is overtaken."""
    rows = ItemVersion.objects.visible_to(by).filter(item=version.item, device=version.device)
    rows.filter(seq__lt=version.seq, state__in=[State.REFUSED.value, State.WAITING.value]).update(
        state=State.OLDER.value
    )


def _label(command: Command, body: Any, by: User) -> str:
    """Return what a list calls the item: its first value that reads as a name."""
    try:
        shown = command.show(body=body, by=by)
    except Exception:
        log.exception("a %s could not be shown", command.kind)
        return ""
    return next((text for _key, _words, text in shown if text), "")[:200]


def retry_waiting(*, person: User, at: dt.datetime, path_of: Any) -> int:
    """Write what waited for a record that may have come, oldest first. Returns how many now are written."""
    done = 0
    rows = ItemVersion.objects.visible_to(person).filter(item__person=person, state=State.WAITING.value)
    for pk in list(rows.order_by("received_at", "id").values_list("pk", flat=True)[:50]):
        with transaction.atomic():
            version = (
                ItemVersion.objects.visible_to(person).select_for_update(of=("self",)).select_related("item").get(pk=pk)
            )
            command = COMMANDS.get(version.item.kind)
            if version.state != State.WAITING or command is None:
                continue
            write(version, command, by=person, at=at, path=path_of(version) if command.takes_file else None)
            done += version.state == State.APPLIED
    return done
