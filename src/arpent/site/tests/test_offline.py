"""What phones of every released version write, and what they take along, through the table that the composition root
wires.

``payloads/v1.json`` is what version 1 of the app sends, one of each kind. It is never changed: a phone may have slept
for months.
"""

import base64
import json
from decimal import Decimal
from pathlib import Path

import pytest

from arpent.catalogue.testing import make_guided_family
from arpent.clients.models import Company, Contact, Site
from arpent.clients.testing import make_company
from arpent.deals.models import Deal, NeedSheet
from arpent.kernel.ids import new_id
from arpent.offers.models import OfferLine
from arpent.offers.testing import make_need
from arpent.people.testing import NOON
from arpent.sync.actions.devices import record_device_report
from arpent.sync.actions.policy import save_policy
from arpent.sync.models import SubmissionVersion
from arpent.sync.queries.snapshot import index_part, prices_part, shard_part, tour_part
from arpent.sync.rules.commands import COMMANDS
from arpent.sync.rules.version_state import State
from arpent.sync.testing import Phone
from arpent.visits.actions.forms import save_form
from arpent.visits.testing import report_body
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db
PAYLOADS = Path(__file__).parent / "payloads"


@shared_rows
def phone(cast):
    return Phone(cast.owner)


def filled(value, ids):
    """Return a stored payload with the ids of this test in place of its names."""
    text = json.dumps(value)
    for name, pk in ids.items():
        text = text.replace(f"<{name}>", str(pk))
    return json.loads(text)


@pytest.mark.parametrize("path", sorted(PAYLOADS.glob("*.json")), ids=lambda p: p.stem)
def test_what_each_released_app_sends_is_written(login, cast, path):
    """Each payload goes through the door as the app of its version knocked: envelope, headers, body."""
    company = make_company(cast.owner)
    contact, family = new_id(), make_guided_family()
    form = save_form(by=cast.direction, at=NOON, name="Suivi")
    survey = save_form(by=cast.direction, at=NOON, name="Service", purpose="survey")
    site = Site.objects.visible_to(cast.owner).get(company=company)
    ids = {
        "company": company.pk,
        "site": site.pk,
        "family": family.pk,
        "form": form.pk,
        "survey": survey.pk,
        "contact": contact,
        "visit": new_id(),
        "deal": new_id(),
        "deal2": new_id(),
        "new company": new_id(),
    }
    client = login(cast.owner)
    token = client.post("/sync/v1/devices").json()["token"]
    wrong = {}
    for n, sent in enumerate(json.loads(path.read_text()), 1):
        envelope = filled(sent["envelope"], ids) | {"seq": n}
        key = ids.get(sent["key"]) or new_id()
        headers = {"Authorization": f"Bearer {token}"}
        if content := sent.get("content"):
            headers["X-Arpent-Envelope"] = base64.b64encode(json.dumps(envelope).encode()).decode()
            body, kind = base64.b64decode(content), "image/jpeg"
        else:
            body, kind = json.dumps(envelope), "application/json"
        answer = client.put(f"/sync/v1/{sent['kind']}/{key}", body, content_type=kind, headers=headers).json()
        if answer.get("state") != "applied" or answer.get("id") != str(key):
            wrong[sent["kind"]] = answer
    assert wrong == {}
    assert {s["kind"] for s in json.loads(path.read_text())} >= {c.kind for c in COMMANDS.values()} - {"shift", "quote"}


def test_a_prospect_created_on_a_phone_belongs_to_its_creator(cast, phone):
    key = new_id()
    phone.send({"name": "Piscines Galtier", "phone": "04 72 00 00 00", "lat": 45.76, "lon": 4.84}, key, kind="company")
    company = Company.objects.visible_to(cast.owner).get(pk=key)
    assert (company.owner, company.relationship, company.phone) == (cast.owner, "prospect", "+33472000000")
    assert Site.objects.visible_to(cast.owner).get(company=company).precision == "point"
    assert not Company.objects.visible_to(cast.mate).filter(pk=key).exists()


def test_a_company_with_a_wrong_number_stays_listed_with_the_reason(cast, phone):
    receipt = phone.send({"name": "Piscines", "phone": "12"}, kind="company")
    assert (receipt.state, receipt.version.refusal) == (State.REFUSED, "clients.wrong_phone")


def test_a_contact_in_one_line_and_the_report_that_met_them(cast, phone):
    company, contact = make_company(cast.owner), new_id()
    phone.send(
        {"company": str(company.pk), "last_name": "Lévêque", "mobile": "06 12 34 56 78"}, contact, kind="contact"
    )
    visit = phone.send(report_body(company.pk, met=[{"contact": str(contact), "name": "Lévêque"}]))
    assert Contact.objects.visible_to(cast.owner).get(pk=contact).mobile == "+33612345678"
    assert visit.state == State.APPLIED


def test_hours_confirmed_by_a_tap_are_dated_and_make_the_file_surer(cast, phone):
    company = make_company(cast.owner)
    site = Site.objects.visible_to(cast.owner).get(company=company)
    body = {"company": str(company.pk), "what": "hours", "record": str(site.pk), "confirmed_at": NOON.isoformat()}
    assert phone.send(body, kind="confirmation").state == State.APPLIED
    site.refresh_from_db()
    before = company.data_quality_score
    company.refresh_from_db()
    assert site.hours_confirmed_on == NOON.date()
    assert company.data_quality_score > before


def test_a_need_opens_its_deal_and_the_second_version_changes_it(cast, phone):
    company, family, deal, key = make_company(cast.owner), make_guided_family(), new_id(), new_id()
    body = {
        "deal": str(deal),
        "deal_title": "Pompes",
        "company": str(company.pk),
        "family": str(family.pk),
        "quantity": "2",
        "budget": "1 500",
        "answers": {},
    }
    assert phone.send(body, key, kind="need").revision == 1
    assert phone.send({**body, "constraints": "chlore"}, key, kind="need").revision == 2
    sheet = NeedSheet.objects.visible_to(cast.owner).get(pk=key)
    assert (sheet.deal_id, sheet.quantity, sheet.budget, sheet.constraints) == (deal, 2, Decimal(1500), "chlore")
    assert Deal.objects.visible_to(cast.owner).get(pk=deal).owner == cast.owner


def test_a_quick_quote_becomes_a_draft_at_todays_prices(cast, phone):
    made = make_need(cast.owner)
    key = new_id()
    body = {
        "deal": str(made["deal"].pk),
        "title": "Pompe",
        "list": str(made["list_id"]),
        "lines": [{"reference": "P20", "quantity": "2"}, {"label": "Pose", "quantity": "1", "price": "300"}],
    }
    receipt = phone.send(body, key, kind="quote")
    assert receipt.state == State.APPLIED, receipt.version.refusal
    lines = OfferLine.objects.visible_to(cast.owner).filter(version__offer=key).order_by("position")
    assert [(x.reference, x.quantity, x.manual_price or x.list_price) for x in lines] == [
        ("P20", 2, Decimal(900)),
        ("", 1, Decimal(300)),
    ]


def test_a_request_for_a_quote_is_the_deals_next_step(cast, phone):
    company, deal = make_company(cast.owner), new_id()
    body = {
        "deal": str(deal),
        "deal_title": "Filtre",
        "company": str(company.pk),
        "text": "Un filtre à sable de 10 m³/h",
        "due_on": "2026-12-03",
    }
    phone.send(body, kind="request")
    found = Deal.objects.visible_to(cast.owner).get(pk=deal)
    assert (found.need, str(found.next_step_on)) == ("Un filtre à sable de 10 m³/h", "2026-12-03")


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda c: c.kind)
def test_whatever_a_phone_sends_is_stored_and_can_be_read(cast, phone, command):
    """No body breaks the gateway: it is refused or waits, and a person can read it."""
    if command.takes_file:
        return
    for body in (
        {},
        {"company": "x", "deal": 3, "answers": [], "lines": [1], "moves": [2], "family": None, "started_at": {}},
    ):
        receipt = phone.send(body, kind=command.kind)
        assert receipt.state in (State.REFUSED, State.WAITING, State.APPLIED)
        assert receipt.version.refusal != "sync.broken", (command.kind, body)
        assert isinstance(command.show(body=body, by=cast.owner), list)


def test_the_board_costs_a_handful_of_questions_however_many_sheets(cast, django_assert_max_num_queries):
    for n in range(25):
        make_company(cast.owner, f"Client {n}")
    with django_assert_max_num_queries(22):
        assert len(shard_part(by=cast.owner, now=NOON, number=0)["records"]) == 25
    with django_assert_max_num_queries(16):
        assert len(index_part(by=cast.owner, now=NOON)["rows"]) == 25
    assert tour_part(by=cast.owner, now=NOON)["days"] == []


def test_margins_and_prices_stay_at_the_office_until_the_administrator_says_so(cast):
    made = make_need(cast.owner)
    assert prices_part(by=cast.owner, now=NOON) == {"lists": []}
    save_policy(by=cast.administrator, at=NOON, values={"prices": True})
    [row, *_] = prices_part(by=cast.owner, now=NOON)["lists"][0]["rows"]
    assert row[4] == ""
    save_policy(by=cast.administrator, at=NOON, values={"prices": True, "margins": True})
    assert any(row[4] for row in prices_part(by=cast.owner, now=NOON)["lists"][0]["rows"])
    assert made


def test_a_day_of_numbers_adds_up(cast, phone):
    company = make_company(cast.owner)
    for _ in range(3):
        phone.send(report_body(company.pk))
    assert record_device_report(device=phone.device, report={"highest": 3, "pending": []}, sent_at=NOON, at=NOON) == []
    assert SubmissionVersion.objects.visible_to(cast.owner).count() == 3
