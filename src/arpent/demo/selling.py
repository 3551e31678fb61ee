"""Offers of the demonstration, from each deal's selected solution, in every state."""

import datetime as dt
import io
from itertools import cycle
from uuid import UUID, uuid4

from django.utils.timezone import localdate

from arpent.accounts.public import save_identity
from arpent.catalogue.public import add_version, save_document
from arpent.clients.public import list_contacts
from arpent.kernel.errors import DomainError
from arpent.offers.testing import (
    Edit,
    ask_question,
    get_link_token,
    get_offer_lines,
    open_offer,
    read_edit,
    record_opening,
    refuse_offer,
    request_approval,
    save_lines,
    save_policy,
    save_promotion,
    send_offer,
    sign_offer,
)
from arpent.people.public import User
from arpent.solutions.public import list_offerable_solutions
from arpent.web.pdf import render_pdf

from .rules.documents import TERMS_PAGE
from .rules.selling import CAMPAIGN, CARRIAGE, FATES, IDENTITY, OPTION, POLICY, SERVICES, TERMS, TERMS_TITLE


def make_rules(keeper: User, admin: User, firm: str, at: dt.datetime) -> None:
    """Set the firm's legal identity, general terms, discount rules and one campaign."""
    save_identity(by=admin, at=at, values={"name": firm, **IDENTITY})
    begun = at - dt.timedelta(days=150)
    document = save_document(by=keeper, at=at, values={"title": TERMS_TITLE, "kind": "terms"})
    data = {
        "title": TERMS_TITLE,
        "lang": "fr",
        "firm": firm,
        "edition": f"{begun:%m/%Y}",
        "articles": [list(a) for a in TERMS],
    }
    pdf = render_pdf(TERMS_PAGE.encode(), data, at=begun)
    add_version(
        by=keeper,
        at=at,
        document_id=document.pk,
        name="conditions-generales.pdf",
        content=io.BytesIO(pdf),
        size=len(pdf),
        values={"language": "fr", "valid_from": localdate(begun), "valid_to": None},
    )
    save_policy(by=keeper, at=begun, starts_on=localdate(begun), values=POLICY)
    name, percent, ago, ahead = CAMPAIGN
    days = {"starts_on": localdate(at - dt.timedelta(days=ago)), "ends_on": localdate(at + dt.timedelta(days=ahead))}
    save_promotion(by=keeper, at=at, values={"name": name, "percent": percent, **days})


class OfferMaker:
    """Creates the offers of deals, and moves each to the state that its deal's stage requires."""

    def __init__(self, at: dt.datetime) -> None:
        self.at, self.fates = at, {k: cycle(v) for k, v in FATES.items()}
        self._signed: set[UUID] = set()

    def signed(self, deal_id: UUID) -> bool:
        """Return whether an offer of a deal was signed."""
        return deal_id in self._signed

    def make(self, person: User, deal_id: UUID, company_id: UUID, begun: dt.datetime, *, end: str) -> None:
        """Create an offer of a deal's selected solution. ``begun``: its date; ``end``: stage code of the deal."""
        selected = [s.pk for s in list_offerable_solutions(deal_id=deal_id, by=person) if s.state == "selected"]
        fate = next(self.fates[end])
        # What waits for the customer must still hold: it left a few days ago.
        ages = {"ending": 27, "signed": 5}  # a recent order is what the page of today shows to a manager
        sent_at = begun if fate == "refused" else max(begun, self.at - dt.timedelta(days=ages.get(fate, 9)))
        offer = open_offer(by=person, at=sent_at, deal_id=deal_id, solution_ids=selected)
        save_lines(by=person, at=sent_at, offer_id=offer.pk, edits=_extras())
        if fate == "draft":
            return
        contacts = list_contacts(company_id=company_id, by=person)
        name = contacts[0].full_name if contacts else "Service achats"
        try:
            if fate == "pending_approval":
                raise DomainError("offers.approval_needed")
            token = get_link_token(send_offer(by=person, at=sent_at, offer_id=offer.pk, name=name))
        except DomainError:
            self._ask(person, offer.pk)
            return
        read_at = sent_at + dt.timedelta(hours=20)
        if fate != "sent":
            record_opening(token=token, at=read_at)
        if fate in ("opened", "ending"):
            questioned_at = self.at - dt.timedelta(hours=3)
            ask_question(
                token=token,
                at=questioned_at,
                name=name,
                text="Le délai de 24 jours tient-il si nous commandons vendredi ?",
            )
        if fate == "signed":
            sign_offer(
                token=token,
                at=read_at,
                name=name,
                function="Directeur technique",
                method="typed",
                selected_options=(),
                agreed=True,
                terms=True,
            )
            self._signed.add(deal_id)
        elif fate == "refused":
            refuse_offer(token=token, at=read_at, name=name, reason="price", text="Un concurrent 8 % moins cher.")

    def _ask(self, person: User, offer_id: UUID) -> None:
        """Take so much off every line that somebody's approval is needed, and ask for it."""
        version = get_offer_lines(offer_id=offer_id, by=person)
        edits = [read_edit({"key": key, "values": {"discount_percent": "12"}}) for key in version]
        save_lines(by=person, at=self.at - dt.timedelta(hours=4), offer_id=offer_id, edits=edits)
        try:
            request_approval(
                by=person,
                at=self.at - dt.timedelta(hours=3),
                offer_id=offer_id,
                note="Le client compare avec deux autres fournisseurs ; il signe cette semaine à ce prix.",
            )
        except DomainError:
            return  # its margin needs nobody's approval: it stays a draft


def _extras() -> list[Edit]:
    """Return services, carriage and an option, as one types them below a solution."""
    rows = [{"reference": r, "quantity": q, "unit": u, "price": p} for r, q, u, p in SERVICES]
    label, price, cost = CARRIAGE
    rows.append({"kind": "carriage", "label": label, "price": price, "cost": cost})
    reference, quantity, unit, price = OPTION
    rows.append({"reference": reference, "quantity": quantity, "unit": unit, "price": price, "role": "option"})
    return [read_edit({"key": uuid4().hex, "values": values}) for values in rows]
