"""A world of records for one person: one of each kind that an address or a form names, with a canary in its text."""

import datetime as dt
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from arpent.agenda.actions.calendar import save_appointment, set_pattern
from arpent.agenda.actions.planning import request_plan, run_plan
from arpent.agenda.models import Plan
from arpent.agenda.rules.week import WeekInput
from arpent.catalogue.testing import make_guided_family
from arpent.clients.actions.contacts import save_contact
from arpent.clients.actions.saved_views import save_view
from arpent.clients.models import Site
from arpent.clients.testing import import_file, make_company
from arpent.deals.actions.documents import add_document
from arpent.deals.actions.information_requests import link_token
from arpent.deals.public import create_request, save_need
from arpent.deals.testing import make_deal
from arpent.history.models import Job, Operation
from arpent.kernel.ids import new_id
from arpent.kernel.periods import Week
from arpent.lists.actions.views import save_view as save_list_view
from arpent.mail.public import mails_about
from arpent.notifications.testing import make_notification
from arpent.offers.actions.offers import new_version, open_offer
from arpent.offers.approval.actions.approvals import decide_approval, request_approval
from arpent.offers.approval.actions.policies import save_promotion as save_discount
from arpent.offers.models import OfferFile
from arpent.offers.portal.actions.email import QuoteEmail
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.portal.queries.access import get_link_token
from arpent.offers.testing import add_line
from arpent.people.models import User
from arpent.people.testing import NOON, picture_bytes
from arpent.solutions.public import save_solution
from arpent.sync.testing import Phone
from arpent.territory.actions.campaigns import save_campaign
from arpent.territory.actions.sectors import save_sector
from arpent.territory.models import CampaignTarget
from arpent.territory.queries.targets import rank_targets
from arpent.territory.rules.scoring import DEFAULT_WEIGHTS, TargetProfile
from arpent.todos.testing import make_todo
from arpent.visits.actions.attachments import attach_file
from arpent.visits.actions.forms import save_form
from arpent.visits.models import Section
from arpent.visits.testing import report_body
from arpent.web.uploads import files_folder


@dataclass(frozen=True)
class World:
    """``ids``: an id by the name that addresses use for it; ``phone``: the person's phone; ``token``: of the offer's
    link.
    """

    person: User
    ids: dict[str, Any]
    phone: Phone
    token: str
    ask_token: str

    def key_of(self, value: str) -> str | None:
        """Return the name of an id in this world, None for an id of another world or of the firm."""
        return next((k for k, v in self.ids.items() if k not in SHARED and str(v) == value), None)


# Ids of the firm, the same in each world: everybody of the firm may send them.
SHARED = {"form_id", "section_id", "stage_id", "promotion_id", "number", "task", "family_id"}


def make_firm(direction: User) -> dict[str, Any]:
    """Create what belongs to the firm. Returns ids by the names that addresses use."""
    discount = save_discount(
        by=direction,
        at=NOON,
        values={"name": "Été", "percent": Decimal(5), "starts_on": NOON.date(), "ends_on": NOON.date()},
    )
    form = save_form(by=direction, at=NOON, name="Découverte")
    return {
        "promotion_id": discount.pk,
        "form_id": form.pk,
        "section_id": Section.objects.visible_to(direction).first().pk,
        "family_id": make_guided_family().pk,
    }


def make_world(person: User, direction: User, firm: dict[str, Any], word: str = "Canari") -> World:
    """Create one record of each kind for a person; ``word`` is part of the text of each."""
    by, at = person, NOON
    set_pattern(person_id=by.pk, by=by, at=at, values={"start_label": "69003 Lyon"})
    Client(headers={"User-Agent": word}).force_login(by, backend="allauth.account.auth_backends.AuthenticationBackend")
    sign_in = UserSession.objects.filter(user=by).latest("pk")
    company = make_company(by, f"{word} Pompes", call_interval=30)
    make_company(by, f"{word} Prospect", relationship="prospect")
    contact = save_contact(company_id=company.pk, by=by, at=at, values={"last_name": word})
    file, _ = import_file(by, f"nom;ville\n{word} importé;Lyon\n;x\n", name=f"{word}.csv")
    sector = save_sector(by=by, at=at, name=f"{word} secteur", holder_id=by.pk, communes=["69266"])
    targets = rank_targets(
        by=by,
        for_person=by,
        profile=TargetProfile(),
        weights=DEFAULT_WEIGHTS,
        relationships=("prospect",),
        near=[],
        today=at.date(),
    )
    campaign = save_campaign(by=by, at=at, name=word, weights=DEFAULT_WEIGHTS, profile={}, targets=targets)
    week = Week.of(timezone.localdate()).shift(1)  # what pages plan is to come
    starts = dt.datetime.combine(week.day(1), dt.time(9), dt.UTC)
    appointment = save_appointment(
        by=by, at=at, person_id=by.pk, starts_at=starts, minutes=30, company_id=company.pk, note=word
    )
    plan, job = request_plan(by=by, at=timezone.now(), person_id=by.pk, week=week, campaign_ids=[campaign.pk])
    run_plan(job_id=job.pk, clock=timezone.now)
    deal = make_deal(by, f"{word} affaire", company_id=company.pk)
    question = {"whom": "technical", "name": word, "question": f"{word} ?", "due_on": at.date()}
    information_request = create_request(deal_id=deal.pk, by=by, at=at, values=question)
    document = add_document(
        deal_id=deal.pk, by=by, at=at, name=f"{word}.pdf", content=io.BytesIO(word.encode()), size=len(word)
    )
    need = save_need(
        by=by, at=at, deal_id=deal.pk, family_id=firm["family_id"], values={"constraints": word}, answers={}
    )
    solution = save_solution(
        by=by,
        at=at,
        deal_id=deal.pk,
        family_id=firm["family_id"],
        name=word,
        choices={"produit": "V1"},
        need_id=need.pk,
    )
    offer = open_offer(by=by, at=at, deal_id=deal.pk, title=f"{word} offre")
    add_line(by, offer, label=f"{word} ligne", price="100", cost="95")
    approval = request_approval(by=by, at=at, offer_id=offer.pk, note=word)
    decide_approval(by=direction, at=at, approval_id=approval.pk, agree=True)
    letter = QuoteEmail("Voici {lien}", "http://arpent.example/")
    link = send_offer(by=by, at=at, offer_id=offer.pk, name=word, email=f"{word.lower()}@client.example", letter=letter)
    new_version(by=by, at=at, offer_id=offer.pk)
    phone = Phone(by)
    visit = phone.send(report_body(company.pk, said=f"{word} visite")).version.submission.record_id
    refused = phone.send(report_body(company.pk, said=f"{word} refusé", started_at="hier")).version
    attachment = _attach_photo(by, visit, word)
    ids = firm | {
        "company_id": company.pk,
        "contact_id": contact.pk,
        "site_id": Site.objects.visible_to(by).get(company=company).pk,
        "view_id": save_view(by=by, at=at, name=f"{word} vue", query={}, shared=False).pk,
        "list_view_id": save_list_view(
            by=by, at=at, list_code="deals.deals", name=word, query={}, columns=(), shared=False
        ).pk,
        "file_id": file.pk,
        "sector_id": sector.pk,
        "campaign_id": campaign.pk,
        "target_id": CampaignTarget.objects.visible_to(by).filter(campaign=campaign).first().pk,
        "appointment_id": appointment.pk,
        "todo_id": make_todo(by, f"{word} tâche", company_id=company.pk).pk,
        "plan_id": plan.pk,
        "task": planned_task(by, plan.pk),
        "job_id": Job.objects.visible_to(by).first().pk,
        "deal_id": deal.pk,
        "stage_id": deal.stage_id,
        "request_id": information_request.pk,
        "document_id": document.pk,
        "need_id": need.pk,
        "solution_id": solution.pk,
        "offer_id": offer.pk,
        "approval_id": approval.pk,
        "link_id": link.pk,
        "mail_id": mails_about([link.pk])[link.pk].pk,
        "paper_id": OfferFile.objects.visible_to(by).filter(version__offer=offer).first().pk,
        "number": 2,
        "visit_id": visit,
        "version_id": refused.pk,
        "device_id": phone.device.pk,
        "attachment_id": attachment,
        "operation_id": Operation.objects.visible_to(by).filter(person=by).first().pk,
        "person_id": by.pk,
        "sign_in_id": sign_in.pk,
        "notification_id": make_notification(by, company.pk, text=word).pk,
    }
    return World(person, ids, phone, get_link_token(link), link_token(information_request))


def planned_task(by: User, plan_id: Any) -> int:
    """Return the number of a visit that the plan may still move."""
    inputs = WeekInput.from_json(Plan.objects.visible_to(by).get(pk=plan_id).inputs)
    return next(n for n, task in enumerate(inputs.tasks) if not task.appointment_id)


def _attach_photo(by: User, visit: Any, word: str) -> Any:
    sha256 = by.pk.hex * 2
    path = files_folder("field") / f"{by.pk.hex}.data"
    path.write_bytes(picture_bytes() + word.encode())
    body = {"visit": str(visit), "kind": "photo", "type": "image/jpeg", "caption": word, "taken_at": NOON.isoformat()}
    return attach_file(file_id=new_id(), by=by, at=NOON, body=body, path=path, sha256=sha256).pk


def our_addresses(patterns: Any = None, namespace: str = "") -> dict[str, list[str]]:
    """Return the names of every address of ours with the ids each takes."""
    found: dict[str, list[str]] = {}
    for p in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(p, URLResolver):
            if "allauth" not in str(p.urlconf_name):
                found |= our_addresses(p.url_patterns, f"{p.namespace}:" if p.namespace else namespace)
        elif isinstance(p, URLPattern):
            found[namespace + str(p.name)] = list(p.pattern.converters)
    return found


def address(name: str, world: World) -> str:
    """Return the path of an address with the ids of a world."""
    ids = our_addresses()[name]
    return reverse(name, kwargs={i: world.ids[i] for i in ids})
