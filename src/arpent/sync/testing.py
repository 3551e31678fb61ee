"""Builders of phones and of what they send, for tests."""

import datetime as dt
import hashlib
from typing import Any
from uuid import UUID

from arpent.kernel.ids import new_id
from arpent.people.public import User
from arpent.people.testing import NOON

from .actions.devices import enrol_device
from .actions.receiving import Receipt, receive
from .models import Device
from .rules.envelope import Envelope


class Phone:
    """A phone as it behaves: it numbers what it writes, and remembers the edition it was told."""

    def __init__(self, by: User, name: str = "Android · Chrome") -> None:
        self.device, self.token = enrol_device(by=by, at=NOON, name=name)
        self.device = Device.objects.visible_to(by).select_related("person").get(pk=self.device.pk)
        self.seq = 0
        self.revs: dict[UUID, int] = {}

    def write(self, body: dict[str, Any], key: UUID | None = None, **told: Any) -> "Parcel":
        """Write one version: what ``send`` delivers, now, later, or twice."""
        self.seq += 1
        key = key or new_id()
        written = NOON + dt.timedelta(seconds=self.seq)
        usual: dict[str, Any] = {
            "base_rev": self.revs.get(key, 0),
            "seq": self.seq,
            "captured_at": written,
            "sent_at": NOON,
            "schema": 1,
        }
        content = told.pop("content", None)
        if content is not None:
            usual["sha256"] = hashlib.sha256(content).hexdigest()
        return Parcel(self, key, Envelope(**{**usual, **told}, body=body), content)

    def send(self, body: dict[str, Any], key: UUID | None = None, kind: str = "visit", **told: Any) -> Receipt:
        return self.write(body, key, **told).deliver(kind)


class Parcel:
    def __init__(self, phone: Phone, key: UUID, envelope: Envelope, content: bytes | None = None) -> None:
        self.phone, self.key, self.envelope, self.content = phone, key, envelope, content

    def deliver(self, kind: str = "visit", *, heard: bool = True, at: dt.datetime = NOON) -> Receipt:
        """Have it arrive; the phone hears the answer unless it does not."""
        receipt = receive(
            device=self.phone.device, kind=kind, key=self.key, envelope=self.envelope, at=at, content=self.content
        )
        if heard:
            self.phone.revs[self.key] = max(self.phone.revs.get(self.key, 0), receipt.rev)
        return receipt
