"""Every address x method x role, with ids of another's records: 404 and an unchanged base.

The matrix is built from the URLconf: an address without an entry here fails the test.
"""

import hashlib
import re

import pytest
from django.db import connection
from django.urls import reverse

from arpent.history.models.audit import audited_models
from tests.shared_rows import shared_rows

from .typography import breakable_spaces
from .world import make_firm, make_world, our_addresses

pytestmark = pytest.mark.postgresql

# Pages without an id: what they show is scoped by the person, tested with canaries below.
PLAIN = {
    "notifications:list",
    "notifications:colleagues",
    "notifications:panel",
    "notifications:settings",
    "notifications:read_all",
    "todos:list",
    "todos:new",
    "todos:reading",
    "account_sessions",
    "accounts:sign_ins",
    "accounts:sign_ins_end_others",
    "accounts:second_factor",
    "accounts:second_factor_rule",
    "field",
    "field_worker",
    "field_manifest",
    "visits:list",
    "visits:forms",
    "visits:form_new",
    "sync:home",
    "sync:policy",
    "sync:exported",
    "sync:enrol",
    "sync:session",
    "sync:state",
    "first_steps",
    "agenda:feed",
    "agenda:feed_revoke",
    "agenda:late",
    "today",
    "start",
    "health",
    "search",
    "load_demo",
    "figures",
    "visits_chart",
    "visits_paper",
    "outlines",
    "clients:list",
    "clients:contacts",
    "clients:map",
    "clients:points",
    "clients:bulk",
    "clients:lasso",
    "clients:view_save",
    "lists:columns",
    "lists:export",
    "lists:view_save",
    "clients:locate",
    "clients:new",
    "clients:options",
    "clients:duplicates",
    "clients:quick_new",
    "imports:upload",
    "territory:sectors",
    "territory:zones",
    "territory:sector_new",
    "territory:pick",
    "territory:shape",
    "territory:targets",
    "agenda:week",
    "agenda:calendar",
    "agenda:events",
    "agenda:pattern",
    "agenda:week_ics",
    "agenda:roadbook",
    "agenda:appointment_new",
    "agenda:plan_new",
    "deals:board",
    "deals:list",
    "deals:forecast",
    "deals:new",
    "deals:stages",
    "deals:stage_new",
    "offers:list",
    "offers:start",
    "offers:approvals",
    "offers:products",
    "offers:rules",
    "offers:policy",
    "offers:promotion_new",
    "reports:win_rate",
    "privacy:home",
    "privacy:other",
    "privacy:other_export",
    "privacy:retention",
    "history:history",
    "catalogue:home",
    "catalogue:documents",
    "catalogue:document_new",
    "catalogue:family_new",
    "catalogue:price_lists",
    "catalogue:list_new",
    "accounts:settings",
    "accounts:identity",
    "accounts:people",
    "accounts:person_new",
    "accounts:team_new",
    "account_reset_password",
}
# Addresses whose id names no person's record: public geography.
# An answer's link is its own key (deals/tests/test_information_requests.py); families are the firm's
# (offers/tests/test_solution_pages.py).
# The way to a person's data is an empty fragment without the permission, whatever the id.
PUBLIC = {
    "privacy:contact_panel",
    "privacy:user_panel",
    "privacy:company_panel",
    "field_icon",
    "sync:put",
    "sync:snapshot",
    "contours",
    "deals:answer",
    "agenda:feed_ics",
    "solutions:configured",
    "solutions:keep",
    "offers:portal",
    "offers:portal_opened",
    "offers:portal_question",
    "offers:portal_refuse",
    "offers:portal_document",
    "offers:portal_terms",
}
# Only an administrator reaches these, whatever the id.
ADMIN = {
    "privacy:contact",
    "privacy:contact_export",
    "privacy:user",
    "privacy:user_export",
    "privacy:company",
    "privacy:company_export",
    "privacy:lift",
    "privacy:repeat",
    "visits:form",
    "visits:section_new",
    "visits:section",
    "visits:section_shift",
    "visits:section_remove",
    "accounts:person",
    "accounts:invite",
    "accounts:person_sign_ins_end",
    "accounts:person_factor_reset",
    "deals:stage",
    "deals:stage_shift",
    "deals:stage_delete",
    "offers:promotion",
    "offers:promotion_remove",
}


# The catalogue is the firm's: everybody reads it, and only those who keep it change it (see below).
FIRM = "catalogue:"


@shared_rows
def records(cast):
    """Everything the owner has, each record with a canary in its text."""
    return {
        **make_world(cast.owner, cast.direction, make_firm(cast.direction)).ids,
        "erasure_id": cast.owner.pk,
        "item_id": cast.owner.pk,
    }


def fingerprint():
    """Return a hash of every audited table."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in sorted(audited_models(), key=lambda m: m._meta.db_table):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
            digest.update(repr(cursor.fetchall()).encode())
    return digest.hexdigest()


def test_every_address_has_its_entry():
    plain = {name for name, ids in our_addresses().items() if not ids}
    assert plain == PLAIN


ALL_METHODS = ("get", "post", "put", "delete", "patch")


@pytest.mark.parametrize(("role", "methods"), [("mate", ("get", "post")), ("stranger", ALL_METHODS)])
def test_another_persons_records_are_not_found(cast, records, login, role, methods):
    client = login(getattr(cast, role))
    before = fingerprint()
    wrong = []
    for name, ids in our_addresses().items():
        if not ids or name in PUBLIC or name.startswith(FIRM):
            continue
        url = reverse(name, kwargs={i: records[i] for i in ids})
        for method in methods:
            status = getattr(client, method)(url).status_code
            allowed = (404, 405) if name not in ADMIN else (403, 404, 405)
            if status not in allowed:
                wrong.append((name, method, status))
    assert not wrong
    assert fingerprint() == before


# The world's version came without a file: it is served in sync/tests/test_pending_files.py.
WITHOUT_FILE = {"sync:version_file"}


def test_the_owner_reaches_all_of_them(cast, records, login):
    client = login(cast.owner)
    for name, ids in our_addresses().items():
        if ids and name not in PUBLIC | ADMIN | WITHOUT_FILE and not name.startswith(FIRM):
            url = reverse(name, kwargs={i: records[i] for i in ids})
            response = client.get(url)
            assert response.status_code in (200, 302, 405, 422), name
            if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
                assert breakable_spaces(response.drawn) == [], name


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
        # The countries of a form contain the Canary Islands.
        assert not re.search(r"canari\b", found.lower()), name


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
    assert client.post(reverse("imports:mapping", args=[file.pk]), data).status_code in (404, 422)
    file.refresh_from_db()
    assert file.options["owner"] == str(cast.stranger.pk)


@pytest.mark.parametrize("role", ["owner", "mate", "manager", "assistant", "direction", "stranger"])
def test_only_the_administrator_manages_people(cast, login, role):
    for name in ("accounts:people", "accounts:person_new", "accounts:team_new"):
        assert login(getattr(cast, role)).get(reverse(name)).status_code == 403
    assert login(cast.administrator).get(reverse("accounts:people")).status_code == 200
