"""Records in other states than those of a world, and what scripts of pages send about them."""

import datetime as dt
import json

from django.urls import reverse
from django.utils import timezone

from arpent.agenda.actions.calendar import save_appointment
from arpent.clients.actions.sites import save_site
from arpent.clients.testing import make_company, upload
from arpent.deals.testing import make_deal
from arpent.history.models import Operation
from arpent.offers.actions.offers import open_offer
from arpent.offers.approval.actions.approvals import request_approval
from arpent.offers.models import OfferLine, OfferVersion
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.testing import add_line
from arpent.people.testing import NOON

from .submissions import Submission, found_submissions
from .world import World

# Pages that are asked with a query before they show their form.
QUERIES = {
    "deals:new": ["company"],
    "offers:start": ["company"],
    "agenda:appointment_new": ["company"],
    "deals:need_new": ["family"],
    "territory:targets": ["person"],
}
# What a form leaves to its user, or to a script of its page.
FILLED = {
    "clients:quick_new": {"name": "Tout autre nom", "confirmed": "1"},
    "clients:new": {"name": "Un nom de plus", "confirmed": "1"},
    "territory:sector_new": {"communes": "69266"},
    "agenda:appointment_new": {"title": "Bureau"},
    "offers:start": {"title": "Pompe de secours"},
    "deals:new": {"title": "Pompe de secours", "next_step": "Appeler", "next_step_on": "2031-01-15"},
    "offers:approval_request": {"note": "Pour entrer chez ce client"},
    "solutions:decide": {"state": "refused", "reason": "Trop cher"},
    "solutions:extras": {"reference": "V5"},
}
# Refused because other records reference this one; tried separately on an unreferenced record.
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
    "solutions:keep",
    "sync:version",
    "history:undo",
    "imports:upload",
    "sync:exported",
}


def more_ids(world: World, direction):
    """Return ids of records in other states, which some forms need: a fresh file, an offer that waits for an
    agreement.
    """
    by = world.person
    offer = open_offer(by=by, at=NOON, deal_id=world.ids["deal_id"], title="En attente")
    add_line(by, offer, label="Ligne", price="100", cost="74")
    approval = request_approval(by=by, at=NOON, offer_id=offer.pk, note="?")
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


def list_submissions(world: World, more):
    """Return what scripts send, or what a page shows in another state only."""
    i = {k: str(v) for k, v in (world.ids | more).items()}

    def post(name, args=(), /, **values):
        return Submission(reverse(name, args=args), tuple((k, str(v)) for k, v in values.items()))

    edit = {"edits": [{"key": i["line"], "values": {"label": "Autre"}, "seen": {"label": "Ligne"}}]}
    mapping = {"siret": "update", "siren": "update", "name_place": "update", "relationship": "prospect"}
    return [
        post("imports:mapping", [i["fresh_file"]], **mapping, owner=i["person_id"], column_0="name"),
        post("imports:run", [i["fresh_file"]]),
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
        post("history:job_stop", [i["job_id"]]),
        post("history:undo", [i["undoable"]]),
        post("clients:company_delete", [i["spare_company"]]),
        post("clients:site_delete", [i["spare_company"], i["spare_site"]]),
        post("clients:bulk", ids=i["spare_company"], field="delete", query=""),
        post("deals:delete", [i["spare_deal"]]),
        post("offers:send", [i["sendable_offer"]], name="Mien", email=""),
        post("offers:remove", [i["sendable_offer"]]),
        post("offers:below_cost", [i["losing_offer"]], case="obsolete", reason="Fin de série"),
        Submission(
            f"{reverse('solutions:keep', args=[i['family_id']])}?c.produit=V1",
            (("name", "S"), ("quantity", "1"), ("deal", i["deal_id"])),
        ),
        post("sync:version", [i["version_id"]], text_started_at="2026-11-24T10:00:00+00:00"),
        Submission(reverse("offers:lines", args=[i["waiting_offer"]]), json.dumps(edit)),
        Submission(reverse("offers:heartbeat", args=[i["waiting_offer"]]), json.dumps({"revision": 1})),
    ]


def all_submissions(world, more, client):
    queries = {name: [{q: str(world.ids[f"{q}_id"]) for q in parameters}] for name, parameters in QUERIES.items()}
    found, listed_submissions = {}, list_submissions(world, more)
    for one in [*listed_submissions, *found_submissions(client, world, queries)]:
        if not one.name.startswith("account_"):
            filled = FILLED.get(one.name)
            if one.name in IN_USE and one not in listed_submissions:
                continue
            one = one.with_values(**filled) if filled else one
            found.setdefault((one.url, one.data), one)
    return list(found.values())
