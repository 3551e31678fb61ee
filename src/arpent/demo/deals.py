"""Deals of the demonstration: about seven per negotiator, in every stage, some late, some stale."""

import datetime as dt
import random
from typing import Any
from uuid import UUID

from django.utils import timezone

from arpent.catalogue.public import list_families, list_questions
from arpent.clients.public import CompanyFilter, list_companies, list_contacts
from arpent.deals.public import (
    answer_request,
    confirm_need,
    create_request,
    link_token,
    list_stages,
    move_deal,
    open_deal,
    save_need,
    set_buying_role,
)
from arpent.people.public import User

from .offers import make_solutions
from .rules.deals import COMPETITORS, NEEDS, PROFILES, QUESTIONS
from .rules.guides import FILLED
from .selling import OfferMaker


def make_deals(person: User, rng: random.Random, at: dt.datetime, offers: OfferMaker) -> None:
    """Create the person's deals, with the companies of highest potential."""
    today = timezone.localtime(at).date()
    page = list_companies(by=person, criteria=CompanyFilter(sort="-potential"), today=today)
    companies = [c for c in page.rows if c.owner_id == person.pk]
    stages = {s.code: s for s in list_stages()}
    for company, profile, (title, need, low, high) in zip(
        rng.sample(companies, len(PROFILES)), PROFILES, rng.sample(NEEDS, len(PROFILES)), strict=True
    ):
        begun = at - dt.timedelta(days=rng.randint(*profile.age))
        step_on = today + dt.timedelta(days=rng.choice(profile.step_in))
        deal = open_deal(
            by=person,
            at=begun,
            company_id=company.pk,
            values={
                "title": title,
                "amount": rng.randint(low, high) * 100,
                "need": need,
                "next_step": profile.step,
                "next_step_on": step_on,
                "step_kind": profile.step_kind,
                "expected_on": today + dt.timedelta(days=rng.randint(10, 120)),
                "competitor": rng.choice(COMPETITORS),
                "competitive_pressure": rng.randint(0, 4),
            },
        )
        sheet = _need(person, deal.pk, title, begun)
        if sheet and len(profile.moves) > 1:
            make_solutions(
                person, company.pk, sheet, begun + dt.timedelta(days=2), judged="offer" in dict(profile.moves)
            )
        contacts = list_contacts(company_id=company.pk, by=person)
        if contacts:
            set_buying_role(
                deal_id=deal.pk,
                contact_id=contacts[0].pk,
                buying_role=rng.choice(("decides", "uses", "buys")),
                by=person,
                at=begun,
            )
        for code, days in profile.moves:
            if code in ("solution", "negotiation") and not contacts:
                continue
            if code == "won" and offers.signed(deal.pk):
                continue  # the signature has won it
            values = {"lost_reason": "price", "lost_note": "Un concurrent 8 % moins cher"} if code == "lost" else {}
            move_deal(
                deal_id=deal.pk, stage_id=stages[code].pk, by=person, at=at - dt.timedelta(days=days), values=values
            )
            if code == "offer":
                offers.make(person, deal.pk, company.pk, at - dt.timedelta(days=days), end=profile.moves[-1][0])
        if profile.asks:
            _ask(person, deal.pk, rng, at, answered=profile.answered)


def _ask(person: User, deal_id: UUID, rng: random.Random, at: dt.datetime, *, answered: bool) -> None:
    whom, name, question, reply = rng.choice(QUESTIONS)
    requested_at = at - dt.timedelta(days=6)
    made = create_request(
        deal_id=deal_id,
        by=person,
        at=requested_at,
        values={
            "whom": whom,
            "name": name,
            "question": question,
            "due_on": (requested_at + dt.timedelta(days=3)).date(),
        },
    )
    if answered:
        answer_request(token=link_token(made), at=requested_at + dt.timedelta(days=2), answer=reply, name=name)


def _need(person: User, deal_id: UUID, title: str, at: dt.datetime) -> Any:
    """Fill and return the need sheet of a deal about something the catalogue has a guide for."""
    found = next((n for start, n in FILLED.items() if title.startswith(start)), None)
    if found is None:
        return None
    family, texts, supplier, weakness = found
    family_id = next(f.pk for f in list_families(by=person) if f.name == family)
    questions = list_questions(family_id=family_id, by=person)
    sheet = save_need(
        by=person,
        at=at,
        deal_id=deal_id,
        family_id=family_id,
        answers={q.pk: (t, True) for q, t in zip(questions, texts, strict=True)},
        values={
            "supplier": supplier,
            "supplier_weakness": weakness,
            "criteria": "Tenue dans le temps\nDélai\nPrix",
            "deadline_on": (at + dt.timedelta(days=120)).date(),
        },
    )
    if len(texts) > 4:
        confirm_need(by=person, at=at + dt.timedelta(days=1), need_id=sheet.pk, name="Responsable maintenance")
    return sheet
