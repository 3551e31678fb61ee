"""Each id in each form and body, one's own first: it is accepted; then another's: it is as if it did not exist."""

from django.test import Client
from django.urls import reverse

from .foreign import sent, sentences, team_of, try_foreign_ids
from .submitted_forms import all_submissions, more_ids
from .world import make_firm, make_world, our_addresses

# The catalogue is the firm's: everybody reads it, who keeps it changes it (test_access.py).
FIRM = "catalogue:"
LINKS = {"deals:answer", "offers:portal", "offers:portal_opened", "offers:portal_question", "offers:portal_refuse"}
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
    "imports:upload": "a file; whom its rows go to is tried with its mapping",
    "sync:exported": "a file; whom it is of is tried in sync/tests/test_outbox_import.py",
    "accounts:identity": "the firm's own",
    "offers:approval": "a manager decides: test_foreign_pages.py",
    "accounts:sign_in_end": "a number, not an id: test_sign_ins.py",
    "accounts:sign_ins_end_others": "one's own",
    "agenda:feed_revoke": "one's own",
    "accounts:person_factor_reset": "shown for who has a factor; an administrator's: test_second_factor.py",
    "sync:enrol": "the phone it was stands in a header: sync/tests/test_devices.py",
    "sync:state": "a phone's token says who speaks: sync/tests",
}


def test_one_s_own_records_are_accepted(cast, submissions, login):
    client = login(cast.stranger)
    refused = []
    for one in submissions:
        status, body, _changed = sent(one, client)
        if status not in (200, 302, 204):
            refused.append((one.name, status, one.data, sentences(body)))
    assert not refused, "\n".join(map(str, refused))


def test_another_s_id_in_any_form_is_as_an_unknown_one(cast, worlds, submissions, login):
    mine, theirs = worlds
    wrong = []
    for reader in (cast.stranger, *team_of(cast)):
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


def test_every_address_that_takes_a_submission_is_tried(cast, worlds, submissions, administrators_submissions, login):
    mine, _theirs = worlds
    tried = {one.name for one in submissions + administrators_submissions}
    client = login(cast.administrator)
    missing = []
    for name, ids in our_addresses().items():
        known = name in tried or name in NO_IDS or name in LINKS or name.startswith(FIRM)
        if known or any(i not in mine.ids for i in ids):
            continue
        response = client.post(reverse(name, kwargs={i: mine.ids[i] for i in ids}))
        if response.status_code != 405:
            missing.append((name, response.status_code))
    assert not missing


def test_what_an_administrator_s_forms_send_is_refused_to_all_others(
    cast, submissions, administrators_submissions, login
):
    own = {one.name for one in submissions}
    forms = [
        one
        for one in administrators_submissions
        if one.name not in own | set(NO_IDS) and not one.name.startswith("account_")
    ]
    assert {"accounts:person", "accounts:invite", "deals:stage", "visits:section"} <= {one.name for one in forms}
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


def test_nobody_signed_out_and_no_closed_account_writes_anything(cast, submissions):
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
