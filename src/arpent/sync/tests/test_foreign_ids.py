"""A parcel that names a record out of reach is answered exactly as one that names an id nobody has."""

import copy

import pytest

from arpent.catalogue.testing import make_catalogue
from arpent.kernel.ids import new_id, parse_id
from arpent.sync.models import SubmissionVersion
from arpent.sync.rules.commands import COMMANDS
from arpent.sync.rules.version_state import State
from arpent.sync.testing import Phone, valid_submissions
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db
KINDS = [c.kind for c in COMMANDS.values()]


def places(body, path=()):
    """Return where in a body an id stands."""
    if isinstance(body, dict):
        return [p for k, v in body.items() for p in places(v, (*path, k))]
    if isinstance(body, list):
        return [p for i, v in enumerate(body) for p in places(v, (*path, i))]
    return [path] if isinstance(body, str) and parse_id(body) else []


def at(body, path):
    for step in path:
        body = body[step]
    return body


def with_id(body, path, value):
    changed = copy.deepcopy(body)
    at(changed, path[:-1])[path[-1]] = str(value)
    return changed


def outcome(receipt):
    version = SubmissionVersion.objects.unscoped("a test").get(pk=receipt.version.pk)
    return (receipt.state, receipt.revision, receipt.created, version.refusal, version.facts)


@shared_rows
def submissions(cast):
    made = make_catalogue(cast.administrator)
    return tuple(valid_submissions(by, cast.administrator, made) for by in (cast.owner, cast.stranger))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_valid_submission_is_applied(cast, submissions, kind):
    own = submissions[0][kind]
    receipt = Phone(cast.owner).send(own.body, kind=kind, content=own.content)
    assert receipt.state == State.APPLIED, outcome(receipt)


@pytest.mark.parametrize("kind", KINDS)
def test_a_foreign_id_in_any_field_answers_as_an_unknown_one(cast, submissions, kind):
    (own, theirs), phone = (submissions[0][kind], submissions[1][kind]), Phone(cast.owner)
    for path in places(own.body):
        foreign = with_id(own.body, path, at(theirs.body, path))
        unknown = with_id(own.body, path, new_id())
        if path == ("form",) or path in (("family",), ("list",)):
            continue  # the firm's own: everybody sees them
        receipts = [phone.send(body, kind=kind, content=own.content) for body in (foreign, unknown)]
        assert outcome(receipts[0]) == outcome(receipts[1]), path


@pytest.mark.parametrize("kind", KINDS)
def test_a_foreign_records_own_id_answers_as_an_unknown_one(cast, submissions, kind):
    own, theirs = submissions[0][kind], submissions[1][kind]
    foreign = Phone(cast.stranger).send(theirs.body, kind=kind, content=theirs.content).version.submission.record_id
    phone = Phone(cast.owner)
    receipts = [phone.send(own.body, key, kind=kind, content=own.content) for key in (foreign, new_id())]
    first, second = (outcome(r) for r in receipts)
    assert first == second


def test_a_deal_that_is_out_of_reach_is_opened_once_for_all_that_names_it(cast, submissions):
    own, theirs, phone = submissions[0], submissions[1], Phone(cast.owner)
    foreign = theirs["need"].body["deal"]
    from arpent.deals.models import Deal

    before = Deal.objects.visible_to(cast.owner).count()
    for kind in ("need", "request", "quote"):
        assert phone.send({**own[kind].body, "deal": foreign}, kind=kind).state == State.APPLIED
    assert Deal.objects.visible_to(cast.owner).count() == before + 1
