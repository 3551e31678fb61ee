"""Simulated devices and their submissions, for tests."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from arpent.agenda.public import save_appointment
from arpent.catalogue.testing import make_catalogue
from arpent.clients.public import save_contact
from arpent.clients.testing import make_company
from arpent.deals.testing import make_deal
from arpent.kernel.ids import new_id
from arpent.people.public import User
from arpent.people.testing import NOON, picture_bytes
from arpent.visits.public import save_form
from arpent.visits.testing import make_visit, report_body

from .actions.devices import enrol_device
from .actions.receiving import Receipt, receive
from .models import Device
from .rules.envelope import Envelope


class Phone:
    """A simulated phone: it numbers what it writes and remembers the last acknowledged revision."""

    def __init__(self, by: User, name: str = "Android · Chrome") -> None:
        self.device, self.token = enrol_device(by=by, at=NOON, name=name)
        self.device = Device.objects.visible_to(by).select_related("person").get(pk=self.device.pk)
        self.seq = 0
        self.revisions: dict[UUID, int] = {}

    def write(self, body: dict[str, Any], key: UUID | None = None, **values: Any) -> "OutgoingVersion":
        """Return one version, to be delivered now, later, or twice."""
        self.seq += 1
        key = key or new_id()
        written = NOON + dt.timedelta(seconds=self.seq)
        usual: dict[str, Any] = {
            "base_revision": self.revisions.get(key, 0),
            "seq": self.seq,
            "captured_at": written,
            "sent_at": NOON,
            "schema": 1,
        }
        content = values.pop("content", None)
        if content is not None:
            usual["sha256"] = hashlib.sha256(content).hexdigest()
        return OutgoingVersion(self, key, Envelope(**{**usual, **values}, body=body), content)

    def send(self, body: dict[str, Any], key: UUID | None = None, kind: str = "visit", **values: Any) -> Receipt:
        """Write a version and deliver it at once; return its receipt."""
        return self.write(body, key, **values).deliver(kind)


class OutgoingVersion:
    """One version of a record as the simulated phone sends it; delivering it twice repeats it."""

    def __init__(self, phone: Phone, key: UUID, envelope: Envelope, content: bytes | None = None) -> None:
        self.phone, self.key, self.envelope, self.content = phone, key, envelope, content

    def deliver(self, kind: str = "visit", *, acknowledged: bool = True, at: dt.datetime = NOON) -> Receipt:
        """Deliver the version; the phone remembers the revision only when ``acknowledged``."""
        receipt = receive(
            device=self.phone.device, kind=kind, key=self.key, envelope=self.envelope, at=at, content=self.content
        )
        if acknowledged:
            self.phone.revisions[self.key] = max(self.phone.revisions.get(self.key, 0), receipt.revision)
        return receipt


@dataclass(frozen=True)
class ValidSubmission:
    """A valid submission of one kind: its body, and the bytes sent with it."""

    kind: str
    body: dict[str, Any]
    content: bytes | None = None


def valid_submissions(by: User, keeper: User, catalogue: dict[str, Any] | None = None) -> dict[str, ValidSubmission]:
    """Return one valid submission of each kind, by kind, with the records they refer to created for ``by``.
    ``keeper``: an administrator, who creates the survey and the catalogue; ``catalogue``: ids of an existing one, as
    ``make_catalogue`` returns them.
    """
    made = catalogue or make_catalogue(keeper)
    company = make_company(by, f"Client de {by.first_name}")
    survey = save_form(by=keeper, at=NOON, name=f"Enquête de {by.first_name}", purpose="survey")
    contact = save_contact(company_id=company.pk, by=by, at=NOON, values={"last_name": "Testard"})
    deal = make_deal(by, company_id=company.pk)
    visit = make_visit(by, company.pk)
    start = NOON + dt.timedelta(days=1)
    stop = save_appointment(by=by, at=NOON, person_id=by.pk, starts_at=start, minutes=45, company_id=company.pk)
    about_deal = {"deal": str(deal.pk), "company": str(company.pk), "deal_title": "Pompes du puits"}
    found = (
        ValidSubmission("visit", report_body(company.pk, appointment=str(stop.pk))),
        ValidSubmission(
            "survey",
            {"company": str(company.pk), "form": str(survey.pk), "answered_at": NOON.isoformat(), "answers": {}},
        ),
        ValidSubmission(
            "file",
            {
                "company": str(company.pk),
                "visit": str(visit.pk),
                "kind": "photo",
                "type": "image/jpeg",
                "taken_at": NOON.isoformat(),
            },
            picture_bytes(),
        ),
        ValidSubmission("company", {"name": f"Nouveau de {by.first_name}", "city": "Lyon", "postcode": "69003"}),
        ValidSubmission("contact", {"company": str(company.pk), "last_name": "Galtier"}),
        ValidSubmission(
            "confirmation",
            {
                "company": str(company.pk),
                "what": "contact",
                "record": str(contact.pk),
                "confirmed_at": NOON.isoformat(),
            },
        ),
        ValidSubmission("need", {**about_deal, "family": str(made["family_id"]), "quantity": "2", "answers": {}}),
        ValidSubmission("request", {**about_deal, "text": "Deux pompes de puits"}),
        ValidSubmission(
            "quote",
            {
                **about_deal,
                "title": "Devis rapide",
                "list": str(made["list_id"]),
                "lines": [{"label": "Pose", "quantity": "1", "price": "100"}],
            },
        ),
        ValidSubmission(
            "shift",
            {
                "day": start.date().isoformat(),
                "moves": [{"id": str(stop.pk), "starts_at": (start + dt.timedelta(minutes=30)).isoformat()}],
            },
        ),
    )
    return {one.kind: one for one in found}
