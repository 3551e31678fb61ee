"""Submissions with another's ids: what is sent, what is answered, and whether anything was written."""

import re
from uuid import uuid4

from django.db import transaction
from lxml import html

from arpent.history.models import AuditEntry, Job
from arpent.people.testing import make_person

# Ids that are sent along and not read: a removal reads its address alone; a view filters what its reader sees anyway.
IGNORED = {
    ("territory:sector_delete", "person_id"),
    ("agenda:appointment_cancel", "person_id"),
    ("sync:drop", "company_id"),
    ("clients:view_save", "person_id"),
    # A colleague of the team may be asked to do something (todos/tests); the page to return to.
    ("todos:new", "person_id"),
    ("todos:todo", "person_id"),
    ("todos:done", "company_id"),
    ("todos:postpone", "company_id"),
    ("todos:delete", "person_id"),
}
# The name in another's records; the Canary Islands stand among the countries of a form.
CANARY = re.compile(r"Canari\b")


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


def sentences(body):
    """Return what a page says about what was refused."""
    page = html.fromstring(body) if body.strip().startswith("<") else None
    found = (
        page.xpath("//main//*[contains(@class, 'invalid-feedback') or @role='alert' or self::h1]")
        if page is not None
        else []
    )
    return " · ".join(" ".join(one.text_content().split()) for one in found) or body[:200]


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
