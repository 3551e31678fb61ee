"""Visits of the demonstration: report forms, a survey, recent reports, a sample left, a conflict of a phone."""

import datetime as dt
import random

from django.utils import timezone

from arpent.clients.public import CompanyFilter, list_companies
from arpent.kernel.ids import new_id
from arpent.people.public import User
from arpent.sync.public import enrol_device, read_envelope, receive, save_policy
from arpent.visits.public import save_form, save_section, save_visit

from .rules.visits import FORMS, QUESTIONS, REPORTS, SURVEY


def make_forms(direction: User, at: dt.datetime) -> None:
    """Create the firm's report forms and its survey; allow prices, but not margins, in the offline snapshot."""
    for name, checklist in FORMS:
        form = save_form(by=direction, at=at, name=name, checklist=checklist)
        for kind, title, choices, required in QUESTIONS[name]:
            save_section(
                by=direction, at=at, form_id=form.pk, kind=kind, title=title, choices=choices, required=required
            )
    name, questions = SURVEY
    survey = save_form(by=direction, at=at, name=name, purpose="survey")
    for kind, title, choices, required in questions:
        save_section(by=direction, at=at, form_id=survey.pk, kind=kind, title=title, choices=choices, required=required)
    save_policy(by=direction, at=at, values={"prices": True})


def make_reports(person: User, rng: random.Random, at: dt.datetime) -> None:
    """Create the person's recent visit reports; the latest was changed both on a phone and at the office, a
    conflict.
    """
    today = timezone.localdate(at)
    page = list_companies(by=person, criteria=CompanyFilter(relationship=("customer",)), today=today)
    chosen = rng.sample([c for c in page.rows if c.owner_id == person.pk], len(REPORTS))
    device, _token = enrol_device(by=person, at=at, name="Android · Chrome")
    for seq, (company, report) in enumerate(zip(chosen, REPORTS, strict=True), 1):
        aim, reached, said, need, competitor, step, satisfaction = report
        started = at - dt.timedelta(days=seq, hours=rng.randint(1, 4))
        body = {
            "company": str(company.pk),
            "started_at": started.isoformat(),
            "ended_at": (started + dt.timedelta(minutes=40)).isoformat(),
            "aim": aim,
            "aim_reached": reached,
            "said": said,
            "need": need,
            "competitor": competitor,
            "next_step": step,
            "next_step_on": (today + dt.timedelta(days=7 * seq)).isoformat(),
            "satisfaction": satisfaction,
            "left": (
                [
                    {
                        "kind": "sample",
                        "label": "Garniture mécanique 28 mm",
                        "quantity": 2,
                        "on": timezone.localdate(started).isoformat(),
                    }
                ]
                if seq == 2
                else []
            ),
        }
        visit_id = new_id()
        envelope = {
            "base_revision": 0,
            "seq": seq,
            "captured_at": started.isoformat(),
            "sent_at": at.isoformat(),
            "schema": 1,
            "body": body,
        }
        receive(device=device, kind="visit", key=visit_id, envelope=read_envelope(envelope), at=at)
        if seq == 1:
            save_visit(
                visit_id=visit_id,
                by=person,
                at=at,
                body={**body, "said": said + " Le numéro du contrat est à vérifier."},
            )
            later = {
                **envelope,
                "base_revision": 1,
                "seq": len(REPORTS) + 1,
                "captured_at": at.isoformat(),
                "body": {**body, "said": said + " Il veut deux passages par an."},
            }
            receive(device=device, kind="visit", key=visit_id, envelope=read_envelope(later), at=at)
