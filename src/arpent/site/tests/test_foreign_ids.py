"""Each id in each form and body, one's own first: it is accepted; then another's: it is as if it did not exist."""

import datetime as dt
import json
import re
from uuid import UUID, uuid4

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from arpent.agenda.actions.calendar import save_appointment
from arpent.clients.actions.details import save_site
from arpent.clients.testing import make_company, upload
from arpent.deals.testing import make_deal
from arpent.offers.actions.approving import ask_approval
from arpent.offers.actions.offers import open_offer
from arpent.offers.actions.sending import send_offer
from arpent.offers.models import OfferLine, OfferVersion
from arpent.offers.testing import add_line
from arpent.people.models import AuditEntry, Job, Operation
from arpent.people.testing import NOON, make_person
from tests.shared_rows import shared_rows

from .submissions import Submission, found_submissions
from .world import SHARED, World, make_firm, make_world, our_addresses

# Pages that are asked with a query before they show their form.
QUERIES = {
    "deals:new": ["company"],
    "agenda:appointment_new": ["company"],
    "deals:need_new": ["family"],
    "territory:targets": ["person"],
}
# What a form leaves to its user, or to a script of its page.
FILLED = {
    "territory:sector_new": {"communes": "69266"},
    "agenda:appointment_new": {"title": "Bureau"},
    "deals:new": {"next_step": "Appeler", "next_step_on": "2031-01-15"},
    "offers:ask": {"note": "Pour entrer chez ce client"},
    "offers:solution_judge": {"state": "refused", "reason": "Trop cher"},
    "offers:solution_extras": {"reference": "V5"},
}
# What is refused because of what else stands on the record; tried by hand on a record that nothing stands on.
IN_USE = {
    "clients:company_delete",
    "clients:site_delete",
    "clients:bulk",
    "deals:delete",
    "offers:remove",
    "offers:send",
    "offers:below_cost",
    "offers:answer",
    "offers:reminder",
    "offers:outcome",
    "offers:keep",
    "sync:version",
    "people:undo",
    "clients:import",
    "sync:exported",
}
# Ids that are sent along and not read: a removal reads its address alone; a view filters what its reader sees anyway.
IGNORED = {
    ("territory:sector_delete", "person_id"),
    ("agenda:appointment_cancel", "person_id"),
    ("sync:drop", "company_id"),
    ("clients:view_save", "person_id"),
}
# The catalogue is the firm's: everybody reads it, who keeps it changes it (test_access.py).
FIRM = "catalogue:"
LINKS = {"deals:answer", "offers:read", "offers:read_seen", "offers:read_question", "offers:read_refuse"}
# Addresses that take a submission and that no form of a page sends, with what a script sends.
NO_IDS = {
    "privacy:other": "words only",
    "privacy:other_export": "words only",
    "start": "only on an empty base",
    "health": "takes nothing",
    "account_reset_password": "an address, not an id: test_password_mail.py",
    "load_demo": "takes nothing",
    "territory:pick": "codes of communes",
    "territory:shape": "codes of communes",
    "clients:locate": "takes nothing",
    "clients:import": "a file; whom its rows go to is tried with its mapping",
    "sync:exported": "a file; whom it is of is tried in sync/tests/test_exported.py",
    "people:identity": "the firm's own",
    "offers:approval": "a manager decides: see below",
    "people:sign_in_end": "a number, not an id: test_sign_ins.py",
    "people:sign_ins_end_others": "one's own",
    "people:person_factor_reset": "shown for who has a factor; an administrator's: test_second_factor.py",
    "sync:enrol": "the phone it was stands in a header: sync/tests/test_devices.py",
    "sync:state": "a phone's token says who speaks: sync/tests",
}


@shared_rows
def worlds(cast):
    firm = make_firm(cast.direction)
    theirs = make_world(cast.owner, cast.direction, firm, "Canari")
    mine = make_world(cast.stranger, cast.direction, firm, "Mien")
    return mine, theirs


def more_ids(world: World, direction):
    """Return ids of records in other states, which some forms need: a fresh file, an offer that waits for an
    agreement.
    """
    by = world.person
    offer = open_offer(by=by, at=NOON, deal_id=world.ids["deal_id"], title="En attente")
    add_line(by, offer, label="Ligne", price="100", cost="74")
    approval = ask_approval(by=by, at=NOON, offer_id=offer.pk, note="?")
    company = make_company(by, "À enlever")
    site = save_site(company_id=company.pk, by=by, at=NOON, values={"city": "Brest", "postcode": "29200"})
    sendable = open_offer(by=by, at=NOON, deal_id=world.ids["deal_id"], title="À envoyer")
    add_line(by, sendable, label="Ligne", price="100", cost="10")
    sent = open_offer(by=by, at=NOON, deal_id=world.ids["deal_id"], title="Envoyée")
    add_line(by, sent, label="Ligne", price="100", cost="10")
    send_offer(by=by, at=NOON, offer_id=sent.pk, name="Mien")
    losing = open_offer(by=by, at=NOON, deal_id=world.ids["deal_id"], title="À perte")
    add_line(by, losing, label="Ligne", price="100", cost="110")
    yesterday = timezone.now() - dt.timedelta(days=1)
    past = save_appointment(by=by, at=NOON, person_id=by.pk, starts_at=yesterday, minutes=30, company_id=company.pk)
    version = OfferVersion.objects.visible_to(by).get(offer=offer)
    return {
        "fresh_file": upload(by, "nom;ville\nX;Brest\n").pk,
        "spare_company": company.pk,
        "spare_site": site.pk,
        "spare_deal": make_deal(by, "À perdre", company_id=world.ids["company_id"]).pk,
        "sendable_offer": sendable.pk,
        "sent_offer": sent.pk,
        "losing_offer": losing.pk,
        "past_appointment": past.pk,
        "undoable": Operation.objects.visible_to(by).filter(kind="deals.open").order_by("-at", "-id").first().pk,
        "waiting_offer": offer.pk,
        "waiting_approval": approval.pk,
        "line": OfferLine.objects.visible_to(by).filter(version=version).first().pk.hex,
    }


def by_hand(world: World, more):
    """Return what scripts send, or what a page shows in another state only."""
    i = {k: str(v) for k, v in (world.ids | more).items()}

    def post(name, args=(), /, **values):
        return Submission(reverse(name, args=args), tuple((k, str(v)) for k, v in values.items()))

    edit = {"edits": [{"key": i["line"], "values": {"label": "Autre"}, "seen": {"label": "Ligne"}}]}
    mapping = {"siret": "update", "siren": "update", "name_place": "update", "relationship": "prospect"}
    return [
        post("clients:import_mapping", [i["fresh_file"]], **mapping, owner=i["person_id"], column_0="name"),
        post("clients:import_run", [i["fresh_file"]]),
        post("clients:bulk", ids=i["company_id"], field="relationship", value_relationship="former", query=""),
        post("clients:bulk", ids=i["company_id"], field="owner", value_owner=i["person_id"], query=""),
        post("clients:view_save", name="Vue", query=f"owner={i['person_id']}"),
        post(
            "territory:targets", person=i["person_id"], name="Cibles", weight_fit="10", relationship="all", where="all"
        ),
        post("agenda:plan_new", person=i["person_id"], week="2026-W50", campaign=i["campaign_id"]),
        post("agenda:plan_move", [i["plan_id"]], task=i["task"], day=1),
        post("agenda:plan_lock", [i["plan_id"]], task=i["task"], locked=1),
        post("agenda:plan_remove", [i["plan_id"]], task=i["task"]),
        post("agenda:appointment_done", [i["past_appointment"]], note="Fait"),
        post("offers:mail_retry", [i["mail_id"]]),
        post("offers:link_revoke", [i["link_id"]]),
        post("offers:version", [i["sent_offer"]]),
        post("offers:answer", [i["sent_offer"]], text="Oui"),
        post("offers:reminder", [i["sent_offer"]], text="Bonjour"),
        post("offers:outcome", [i["sent_offer"]], result="lost", reason="price"),
        post("people:job_stop", [i["job_id"]]),
        post("people:undo", [i["undoable"]]),
        post("clients:company_delete", [i["spare_company"]]),
        post("clients:site_delete", [i["spare_company"], i["spare_site"]]),
        post("clients:bulk", ids=i["spare_company"], field="delete", query=""),
        post("deals:delete", [i["spare_deal"]]),
        post("offers:send", [i["sendable_offer"]], name="Mien", email=""),
        post("offers:remove", [i["sendable_offer"]]),
        post("offers:below_cost", [i["losing_offer"]], case="obsolete", reason="Fin de série"),
        Submission(
            f"{reverse('offers:keep', args=[i['family_id']])}?c.produit=V1",
            (("name", "S"), ("quantity", "1"), ("deal", i["deal_id"])),
        ),
        post("sync:version", [i["version_id"]], text_started_at="2026-11-24T10:00:00+00:00"),
        Submission(reverse("offers:lines", args=[i["waiting_offer"]]), json.dumps(edit)),
        Submission(reverse("offers:pulse", args=[i["waiting_offer"]]), json.dumps({"edition": 1})),
    ]


def all_submissions(world, more, client):
    queries = {name: [{q: str(world.ids[f"{q}_id"]) for q in asked}] for name, asked in QUERIES.items()}
    found, hand = {}, by_hand(world, more)
    for one in [*hand, *found_submissions(client, world, queries)]:
        if not one.name.startswith("account_"):
            filled = FILLED.get(one.name)
            if one.name in IN_USE and one not in hand:
                continue
            one = one.with_values(**filled) if filled else one
            found.setdefault((one.url, one.data), one)
    return list(found.values())


def trail():
    return AuditEntry.objects.count(), Job.objects.unscoped("test").count()


def sent(submission, client, **headers):
    """Send a submission and take back what it did. Returns (status, body, whether rows changed)."""
    before = trail()
    with transaction.atomic():
        response = submission.send(client, **headers)
        body = response.getvalue() if not response.streaming else b"".join(response.streaming_content)
        changed = trail() != before
        transaction.set_rollback(True)
    return response.status_code, body.decode("utf-8", "replace"), changed


# The name in another's records; the Canary Islands stand among the countries of a form.
CANARY = re.compile(r"Canari\b")


def sentences(body):
    """Return what a page says about what was refused."""
    page = html.fromstring(body) if body.strip().startswith("<") else None
    found = (
        page.xpath("//main//*[contains(@class, 'invalid-feedback') or @role='alert' or self::h1]")
        if page is not None
        else []
    )
    return " · ".join(" ".join(one.text_content().split()) for one in found) or body[:200]


def test_one_s_own_records_are_accepted(cast, worlds, login):
    mine, _theirs = worlds
    more = more_ids(mine, cast.direction)
    client = login(cast.stranger)
    refused = []
    for one in all_submissions(mine, more, client):
        status, body, _changed = sent(one, client)
        if status not in (200, 302, 204):
            refused.append((one.name, status, one.data, sentences(body)))
    assert not refused, "\n".join(map(str, refused))


def neutral(body, *ids):
    """Return a body without what differs between two answers that say the same: the id asked for, and CSRF tokens."""
    for one in ids:
        body = body.replace(one, "ID").replace(one.replace("-", ""), "ID")
    body = re.sub(r'name="(once|opened|shown)" value="[^"]+"', "KEY", body)
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "TOKEN", body)


def team_of(cast):
    """Return the manager and the assistant of the stranger's team."""
    return [make_person(name, role, cast.stranger.team) for name, role in (("Mona", "manager"), ("Anne", "assistant"))]


def try_foreign_ids(one, client, mine, theirs, *, thorough):
    """Yield what is wrong when each id of a submission in turn is another's; ``thorough``: by htmx and unknown ids
    too.
    """
    for own in one.ids():
        key = mine.key_of(own)
        if key is None or (one.name, key) in IGNORED:
            continue
        foreign, unknown = str(theirs.ids[key]), str(uuid4())
        status, body, changed = sent(one.swapped(own, foreign), client)
        if status not in (403, 404, 422) or changed or CANARY.search(body):
            yield one.name, key, status, "changed" if changed else sentences(body)
        if not thorough:
            continue
        other_status, other_body, _ = sent(one.swapped(own, unknown), client)
        if (status, neutral(body, foreign)) != (other_status, neutral(other_body, unknown)):
            yield one.name, key, f"{status} for another's, {other_status} for an unknown one", sentences(body)
        status, body, changed = sent(one.swapped(own, foreign), client, HX_Request="true")
        if status not in (403, 404, 422) or changed or CANARY.search(body):
            yield one.name, key, status, "by htmx"


def test_another_s_id_in_any_form_is_as_an_unknown_one(cast, worlds, login):
    mine, theirs = worlds
    team = team_of(cast)
    submissions = all_submissions(mine, more_ids(mine, cast.direction), login(cast.stranger))
    wrong = []
    for reader in (cast.stranger, *team):
        client = login(reader)
        for one in submissions:
            thorough = reader == cast.stranger
            wrong += [(reader.role, *w) for w in try_foreign_ids(one, client, mine, theirs, thorough=thorough)]
    assert not wrong, "\n".join(map(str, wrong))


def test_a_team_mate_s_form_takes_no_id_of_the_owner(cast, login):
    firm = make_firm(cast.direction)
    theirs = make_world(cast.owner, cast.direction, firm, "Canari")
    mine = make_world(cast.mate, cast.direction, firm, "Mien")
    client = login(cast.mate)
    wrong = []
    for one in all_submissions(mine, more_ids(mine, cast.direction), client):
        wrong += try_foreign_ids(one, client, mine, theirs, thorough=False)
    assert not wrong, "\n".join(map(str, wrong))


def test_every_address_that_takes_a_submission_is_tried(cast, worlds, login):
    mine, _theirs = worlds
    more = more_ids(mine, cast.direction)
    tried = {one.name for one in all_submissions(mine, more, login(cast.stranger))}
    tried |= {one.name for one in found_submissions(login(cast.administrator), mine, {})}
    missing = []
    for name, ids in our_addresses().items():
        known = name in tried or name in NO_IDS or name in LINKS or name.startswith(FIRM)
        if known or any(i not in mine.ids for i in ids):
            continue
        response = login(cast.administrator).post(reverse(name, kwargs={i: mine.ids[i] for i in ids}))
        if response.status_code != 405:
            missing.append((name, response.status_code))
    assert not missing


def test_what_an_administrator_s_forms_send_is_refused_to_all_others(cast, worlds, login):
    mine, _theirs = worlds
    client = login(cast.administrator)
    own = {one.name for one in all_submissions(mine, more_ids(mine, cast.direction), login(cast.stranger))}
    forms = [
        one
        for one in found_submissions(login(cast.administrator), mine, {})
        if one.name not in own | set(NO_IDS) and not one.name.startswith("account_")
    ]
    assert {"people:person", "people:invite", "deals:stage", "visits:section"} <= {one.name for one in forms}
    wrong = []
    for reader in (cast.stranger, *team_of(cast)):
        client = login(reader)
        for one in forms:
            if reader.role == "manager" and one.name.startswith(("catalogue:", "offers:solution")):
                continue  # a manager keeps the catalogue
            status, body, changed = sent(one, client)
            if status not in (403, 404) or changed:
                wrong.append((reader.role, one.name, status, changed, sentences(body)))
    assert not wrong, "\n".join(map(str, wrong))


def test_nobody_signed_out_and_no_closed_account_writes_anything(cast, worlds, login, client):
    mine, _theirs = worlds
    submissions = all_submissions(mine, more_ids(mine, cast.direction), login(cast.stranger))
    closed = Client()
    closed.force_login(cast.stranger, backend="allauth.account.auth_backends.AuthenticationBackend")
    cast.stranger.is_active = False
    cast.stranger.save()
    wrong = []
    for reader in (Client(), closed):
        for one in submissions:
            for headers in ({}, {"HX_Request": "true"}):
                status, _body, changed = sent(one, reader, **headers)
                if status not in (302, 401, 403) or changed:
                    wrong.append((one.name, status, changed))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_page_of_another_s_record_is_as_that_of_an_unknown_one(cast, worlds, login):
    mine, theirs = worlds
    wrong = []
    for reader in (cast.stranger, *team_of(cast)):
        client = login(reader)
        for name, ids in our_addresses().items():
            for one in ids if not name.startswith(FIRM) and mine.ids.keys() >= set(ids) else ():
                if one not in mine.ids or one in SHARED:
                    continue
                unknown_id = uuid4() if isinstance(theirs.ids[one], UUID) else 999_999_999
                foreign, unknown = str(theirs.ids[one]), str(unknown_id)
                answers = []
                for value in (foreign, unknown):
                    for headers in ({}, {"HX-Request": "true"}):
                        url = reverse(name, kwargs={i: mine.ids[i] for i in ids if i in mine.ids} | {one: value})
                        response = client.get(url, headers=headers)
                        answers.append(
                            (response.status_code, neutral(response.getvalue().decode("utf-8", "replace"), value))
                        )
                if answers[0] != answers[2] or answers[1] != answers[3] or answers[0][0] not in (403, 404, 405):
                    wrong.append((reader.role, name, one, [a[0] for a in answers]))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_link_opens_its_own_offer_and_no_other_token_opens_any(cast, worlds, client):
    """Who holds a link is nobody: the link of one offer answers for that one, an altered or crossed one for none."""
    mine, theirs = worlds
    assert client.get(reverse("offers:read", args=[mine.token])).status_code == 200
    assert client.get(reverse("deals:answer", args=[mine.ask_token])).status_code == 200
    body, signature = mine.token.split(":", 1)
    crossed = [
        f"{theirs.token.split(':', 1)[0]}:{signature}",
        f"{body}:{theirs.token.split(':', 1)[1]}",
        mine.ask_token,
        mine.token[:-1],
        "x",
    ]
    wrong = []
    for name in [n for n in our_addresses() if n.startswith("offers:read")]:
        for token in crossed:
            for method in ("get", "post"):
                before = trail()
                status = getattr(client, method)(reverse(name, args=[token]), {"name": "X", "text": "X"}).status_code
                if status not in (404, 405) or trail() != before:
                    wrong.append((name, token, method, status))
    for token in [mine.token, "x", f"{theirs.ask_token.split(':', 1)[0]}:{mine.ask_token.split(':', 1)[1]}"]:
        status = client.post(reverse("deals:answer", args=[token]), {"answer": "X", "name": "X"}).status_code
        if status != 404:
            wrong.append(("deals:answer", token, status))
    assert not wrong
    page = client.get(reverse("offers:read", args=[mine.token])).content.decode()
    assert "Mien" in page
    assert "Canari" not in page


def test_a_manager_decides_for_the_own_team_only(cast, worlds, login):
    mine, theirs = worlds
    manager = team_of(cast)[0]
    own, foreign = (more_ids(w, cast.direction)["waiting_approval"] for w in (mine, theirs))
    decision = (("agree", "yes"), ("reason", ""))
    client = login(manager)
    assert sent(Submission(reverse("offers:approval", args=[own]), decision), client)[0] == 302
    status, body, changed = sent(Submission(reverse("offers:approval", args=[foreign]), decision), client)
    unknown_status, unknown_body, _ = sent(
        Submission(reverse("offers:approval", args=[unknown := uuid4()]), decision), client
    )
    assert (status, changed) == (404, False)
    assert (status, neutral(body, str(foreign))) == (unknown_status, neutral(unknown_body, str(unknown)))
