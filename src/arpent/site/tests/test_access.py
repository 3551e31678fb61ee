"""Every address x method x role, with ids of another's records: 404 and an unchanged base.

The matrix is built from the URLconf: an address without an entry here fails the test.
"""

import datetime as dt
import hashlib
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from arpent.agenda.actions.calendar import save_appointment, set_pattern
from arpent.agenda.actions.planning import request_plan, run_plan
from arpent.catalogue.testing import make_guided_family
from arpent.clients.actions.details import save_contact
from arpent.clients.actions.saved_views import save_view
from arpent.clients.models import Site
from arpent.clients.testing import import_file, make_company
from arpent.deals.actions.documents import add_document
from arpent.deals.public import ask, save_need
from arpent.deals.testing import make_deal
from arpent.kernel.ids import new_id
from arpent.kernel.periods import Week
from arpent.offers.actions.approving import ask_approval, decide_approval
from arpent.offers.actions.offers import new_version, open_offer
from arpent.offers.actions.policy import save_campaign as save_campaign_of_offers
from arpent.offers.actions.sending import send_offer
from arpent.offers.models import OfferFile
from arpent.offers.public import save_solution
from arpent.offers.testing import add_line
from arpent.people.models import Job, Operation
from arpent.people.models.audit import audited_models
from arpent.people.public import files_folder
from arpent.people.testing import NOON
from arpent.sync.testing import Phone
from arpent.territory.actions.campaigns import save_campaign
from arpent.territory.actions.sectors import save_sector
from arpent.territory.models import CampaignTarget
from arpent.territory.queries.targets import rank_targets
from arpent.territory.rules.scoring import DEFAULT_WEIGHTS, Wanted
from arpent.visits.actions.attachments import attach_file
from arpent.visits.actions.forms import save_form
from arpent.visits.models import Section
from arpent.visits.testing import report_body

# Pages without an id: what they show is scoped by the person, tested with canaries below.
PLAIN = {"field", "field_worker", "field_manifest", "visits:list", "visits:forms", "visits:form_new", "sync:home", "sync:policy", "sync:exported", "sync:enrol", "sync:state", "agenda:late",
         "today", "start", "health", "search", "load_demo", "figures", "visits_chart", "visits_paper", "outlines",
         "clients:list", "clients:map", "clients:points", "clients:bulk", "clients:lasso", "clients:view_save", "clients:locate", "clients:new", "clients:import",
         "territory:sectors", "territory:zones", "territory:sector_new", "territory:pick", "territory:shape", "territory:targets",
         "agenda:week", "agenda:pattern", "agenda:week_ics", "agenda:roadbook", "agenda:appointment_new", "agenda:plan_new",
         "deals:board", "deals:list", "deals:forecast", "deals:new", "deals:stages", "deals:stage_new",
         "offers:list", "offers:approvals", "offers:products", "offers:rules", "offers:policy", "offers:campaign_new", "offers:chances",
         "people:history", "catalogue:home", "catalogue:documents", "catalogue:document_new", "catalogue:family_new", "catalogue:price_lists", "catalogue:list_new", "people:settings", "people:identity", "people:people", "people:person_new", "people:team_new"}  # fmt: skip
# Addresses whose id names no person's record: public geography.
# An answer's link is its own key (deals/tests/test_asking.py); families are the firm's (offers/tests/test_pages.py).
PUBLIC = {"field_icon", "sync:put", "sync:board", "contours", "deals:answer", "offers:configured", "offers:keep", "offers:read", "offers:read_seen", "offers:read_question",
          "offers:read_refuse", "offers:read_paper", "offers:read_terms"}  # fmt: skip
# Only an administrator reaches these, whoever the id names.
ADMIN = {
    "visits:form",
    "visits:section_new",
    "visits:section",
    "visits:section_shift",
    "visits:section_remove",
    "people:person",
    "people:invite",
    "deals:stage",
    "deals:stage_shift",
    "deals:stage_delete",
    "offers:campaign",
    "offers:campaign_remove",
}


# The catalogue is the firm's: everybody reads it, and only those who keep it change it (see below).
FIRM = "catalogue:"


def our_urls(patterns=None, namespace=""):
    found = {}
    for p in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(p, URLResolver):
            if "allauth" not in str(p.urlconf_name):
                found |= our_urls(p.url_patterns, f"{p.namespace}:" if p.namespace else namespace)
        elif isinstance(p, URLPattern):
            found[namespace + p.name] = list(p.pattern.converters)
    return found


@pytest.fixture
def records(cast):
    """Everything the owner has, each record with a canary in its text."""
    owner, at = cast.owner, NOON
    set_pattern(person_id=owner.pk, by=owner, at=at, values={"start_label": "69003 Lyon"})
    company = make_company(owner, "Canari Pompes", call_interval=30)
    prospect = make_company(owner, "Canari Prospect", relationship="prospect")
    contact = save_contact(company_id=company.pk, by=owner, at=at, values={"last_name": "Canari"})
    site = Site.objects.visible_to(owner).get(company=company)
    view = save_view(by=owner, at=at, name="Canari vue", query={}, shared=False)
    file, _ = import_file(owner, "nom;ville\nCanari importé;Lyon\n;x\n", name="canari.csv")
    sector = save_sector(by=owner, at=at, name="Canari secteur", holder_id=owner.pk, communes=["69266"])
    targets = rank_targets(
        by=owner,
        for_person=owner,
        wanted=Wanted(),
        weights=DEFAULT_WEIGHTS,
        relationships=("prospect",),
        near=[],
        today=at.date(),
    )
    campaign = save_campaign(
        by=owner, at=at, name="Canari campagne", weights=DEFAULT_WEIGHTS, wanted={}, targets=targets
    )
    starts = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
    appointment = save_appointment(
        by=owner, at=at, person_id=owner.pk, starts_at=starts, minutes=30, company_id=company.pk, note="Canari"
    )
    plan, job = request_plan(by=owner, at=at, person_id=owner.pk, week=Week(2026, 49))
    run_plan(job_id=job.pk, clock=lambda: at)
    deal = make_deal(owner, "Canari affaire", company_id=company.pk)
    asked = ask(
        deal_id=deal.pk, by=owner, at=at,
        values={"whom": "technical", "name": "Canari", "question": "Canari ?", "due_on": at.date()},
    )  # fmt: skip
    document = add_document(deal_id=deal.pk, by=owner, at=at, name="Canari.pdf", content=io.BytesIO(b"Canari"), size=6)
    assert prospect.pk
    family = make_guided_family()
    need = save_need(
        by=owner, at=at, deal_id=deal.pk, family_id=family.pk, values={"constraints": "Canari"}, answers={}
    )
    solution = save_solution(
        by=owner, at=at, deal_id=deal.pk, family_id=family.pk, name="Canari", choices={"produit": "V1"}, need_id=need.pk
    )
    offer = open_offer(by=owner, at=at, deal_id=deal.pk, title="Canari offre")
    add_line(owner, offer, label="Canari ligne", price="100", cost="95")
    approval = ask_approval(by=owner, at=at, offer_id=offer.pk, note="Canari")
    decide_approval(by=cast.direction, at=at, approval_id=approval.pk, agree=True)
    link = send_offer(by=owner, at=at, offer_id=offer.pk, name="Canari")
    paper = OfferFile.objects.visible_to(owner).get()
    new_version(by=owner, at=at, offer_id=offer.pk)
    campaign_of = save_campaign_of_offers(
        by=cast.direction,
        at=at,
        values={"name": "Été", "percent": Decimal(5), "starts_on": at.date(), "ends_on": at.date()},
    )
    form = save_form(by=cast.direction, at=at, name="Découverte")
    phone = Phone(owner)
    visit = phone.send(report_body(company.pk, said="Canari visite")).version.item.record_id
    conflict = phone.send(report_body(company.pk, said="Canari refusé", satisfaction=9)).version
    (files_folder("field") / f"{'0' * 64}.data").write_bytes(b"Canari")
    photo = {
        "visit": str(visit),
        "kind": "photo",
        "type": "image/jpeg",
        "caption": "Canari",
        "taken_at": at.isoformat(),
    }
    attachment = attach_file(
        file_id=new_id(), by=owner, at=at, body=photo, path=files_folder("field") / f"{'0' * 64}.data", sha256="0" * 64
    )
    return {
        "form_id": form.pk, "section_id": Section.objects.visible_to(cast.direction).first().pk, "visit_id": visit, "version_id": conflict.pk,
        "device_id": phone.device.pk, "attachment_id": attachment.pk,
        "offer_id": offer.pk, "approval_id": approval.pk, "link_id": link.pk, "paper_id": paper.pk, "number": 2, "discount_id": campaign_of.pk,
        "solution_id": solution.pk, "company_id": company.pk, "contact_id": contact.pk, "site_id": site.pk, "view_id": view.pk, "file_id": file.pk,
        "sector_id": sector.pk, "campaign_id": campaign.pk, "target_id": CampaignTarget.objects.visible_to(owner).first().pk,
        "appointment_id": appointment.pk, "plan_id": plan.pk, "task": 0, "job_id": Job.objects.visible_to(owner).first().pk,
        "document_id": document.pk, "need_id": need.pk, "deal_id": deal.pk, "stage_id": deal.stage_id, "ask_id": asked.pk,
        "operation_id": Operation.objects.visible_to(owner).first().pk, "person_id": owner.pk,
    }  # fmt: skip


def fingerprint():
    """Return a hash of every audited table."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in sorted(audited_models(), key=lambda m: m._meta.db_table):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
            digest.update(repr(cursor.fetchall()).encode())
    return digest.hexdigest()


def test_every_address_has_its_entry():
    plain = {name for name, ids in our_urls().items() if not ids}
    assert plain == PLAIN


@pytest.mark.parametrize("role", ["mate", "stranger"])
def test_another_persons_records_are_not_found(cast, records, login, role):
    client = login(getattr(cast, role))
    before = fingerprint()
    wrong = []
    for name, ids in our_urls().items():
        if not ids or name in PUBLIC or name.startswith(FIRM):
            continue
        url = reverse(name, kwargs={i: records[i] for i in ids})
        for method in ("get", "post", "put", "delete", "patch"):
            status = getattr(client, method)(url).status_code
            allowed = (404, 405) if name not in ADMIN else (403, 404, 405)
            if status not in allowed:
                wrong.append((name, method, status))
    assert not wrong
    assert fingerprint() == before


def test_the_owner_reaches_all_of_them(cast, records, login):
    client = login(cast.owner)
    for name, ids in our_urls().items():
        if ids and name not in PUBLIC | ADMIN and not name.startswith(FIRM):
            url = reverse(name, kwargs={i: records[i] for i in ids})
            assert client.get(url).status_code in (200, 302, 405, 422), name


@pytest.mark.parametrize("role", ["mate", "stranger"])
def test_no_canary_is_seen_from_a_page_without_an_id(cast, records, login, role):
    client = login(getattr(cast, role))
    for name in PLAIN - {"load_demo", "start"}:
        response = client.get(reverse(name), {"q": "canari", "text": "canari", "week": "2026-W49", "weight_fit": "10"})
        body = response.getvalue() if not response.streaming else b"".join(response.streaming_content)
        found = (
            body.decode("utf-8", "ignore")
            .replace("« canari »", "")
            .replace('value="canari"', "")
            .replace("text=canari", "")
            .replace("q=canari", "")
        )
        assert "canari" not in found.lower(), name


# Whoever reads a document may say what to improve; with nothing said, nothing is written.
SPOKEN = {"catalogue:version", "catalogue:improvement_comment", "catalogue:improvement_withdraw"}


def catalogue_urls():
    from arpent.catalogue.testing import make_catalogue

    made = make_catalogue()
    return {n: reverse(n, kwargs={i: made[i] for i in ids}) for n, ids in our_urls().items() if n.startswith(FIRM)}


@pytest.mark.parametrize("role", ["owner", "mate", "stranger", "assistant"])
def test_who_does_not_keep_the_catalogue_reads_it_and_changes_nothing(cast, login, role):
    urls = catalogue_urls()
    client = login(getattr(cast, role))
    before = fingerprint()
    read = {n for n, url in urls.items() if client.get(url).status_code == 200}
    assert read == {
        "catalogue:home",
        "catalogue:family",
        "catalogue:configure",
        "catalogue:product",
        "catalogue:price_lists",
        "catalogue:documents",
        "catalogue:document",
        "catalogue:version",
        "catalogue:version_file",
        "catalogue:version_page",
    }
    for name, url in urls.items():
        data = {"name": "X", "reference": "X", "family_id": "X", "starts_on": "2030-01-01"}
        allowed = (403, 405) if name not in SPOKEN else (422,)
        assert client.post(url, data).status_code in allowed, name
    assert fingerprint() == before


@pytest.mark.parametrize("role", ["manager", "direction", "administrator"])
def test_who_keeps_the_catalogue_opens_all_of_it(cast, login, role):
    client = login(getattr(cast, role))
    for name, url in catalogue_urls().items():
        assert client.get(url).status_code in (200, 405), name


def foreign_posts(records, stranger):
    """Each foreign key a form takes, given another person's id."""
    r = {k: str(v) for k, v in records.items()}
    day = {"day": "2026-12-02", "time": "10:00", "minutes": "30", "kind": "visit", "title": "x"}
    company = {"name": "X", "relationship": "prospect"}
    return [
        ("clients:new", {}, {**company, "owner_id": r["person_id"]}),
        ("clients:bulk", {}, {"ids": [r["company_id"]], "field": "delete", "query": ""}),
        ("clients:bulk", {}, {"ids": [r["company_id"]], "field": "relationship", "value_relationship": "former", "query": ""}),
        ("territory:sector_new", {}, {"name": "X", "holder": r["person_id"], "communes": "69266"}),
        ("territory:targets", {}, {"person": r["person_id"], "name": "X", "weight_fit": "10"}),
        ("agenda:appointment_new", {"company": r["company_id"]}, {**day, "person": str(stranger.pk)}),
        ("agenda:appointment_new", {}, {**day, "person": r["person_id"]}),
        ("agenda:plan_new", {}, {"person": r["person_id"], "week": "2026-W50"}),
        ("agenda:plan_new", {}, {"campaign": r["campaign_id"], "week": "2026-W50"}),
        ("agenda:pattern", {}, {"person": r["person_id"], "start_label": "69003 Lyon", "lunch_minutes": "45", "max_driving": "300", "visit_minutes": "45", "vehicle": "car_diesel"}),
        ("deals:new", {"company": r["company_id"]}, {"title": "X", "next_step": "Y", "next_step_on": "2031-01-01"}),
        ("clients:view_save", {}, {"name": "", "query": "owner=" + r["person_id"]}),
    ]  # fmt: skip


def test_every_foreign_key_of_every_form_refuses_anothers_id(cast, records, login):
    client = login(cast.stranger)
    for name, query, data in foreign_posts(records, cast.stranger):
        before = fingerprint()
        response = client.post(reverse(name, query=query), data)
        assert response.status_code in (404, 422), (name, data, response.status_code)
        assert fingerprint() == before, name


def test_an_import_cannot_give_rows_to_a_person_out_of_reach(cast, login):
    from arpent.clients.testing import upload

    file = upload(cast.stranger, "nom;ville\nX;Brest\n")
    client = login(cast.stranger)
    data = {
        "siret": "update",
        "siren": "update",
        "name_place": "update",
        "relationship": "prospect",
        "owner": str(cast.owner.pk),
        "column_0": "name",
    }
    assert client.post(reverse("clients:import_mapping", args=[file.pk]), data).status_code in (404, 422)
    file.refresh_from_db()
    assert file.options["owner"] == str(cast.stranger.pk)


@pytest.mark.parametrize("role", ["owner", "mate", "manager", "assistant", "direction", "stranger"])
def test_only_the_administrator_manages_people(cast, login, role):
    client = login(getattr(cast, role))
    for name in ("people:people", "people:person_new", "people:team_new"):
        assert client.get(reverse(name)).status_code == 403
    assert login(cast.administrator).get(reverse("people:people")).status_code == 200
