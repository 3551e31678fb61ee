"""A report changed at the desk and on a phone: fields that one side changed are merged, only those changed on both are
asked.
"""

import pytest

from arpent.clients.testing import make_company
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON
from arpent.sync.queries.sorting import compare, count_open
from arpent.sync.rules.version_state import State
from arpent.sync.testing import Phone
from arpent.visits.actions.visits import save_visit
from arpent.visits.models import Visit
from arpent.visits.testing import report_body

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def trio(cast):
    """Return (write on the phone, write at the desk, read the record) of one report that the phone wrote first."""
    company, phone, key = make_company(cast.owner), Phone(cast.owner), new_id()
    first = {"said": "un", "need": "pompe", "competitor": "Delta"}

    def send(**changed):
        return phone.send(report_body(company.pk, **(first | changed)), key)

    def desk(**changed):
        save_visit(visit_id=key, by=cast.owner, at=NOON, body=report_body(company.pk, **(first | changed)))

    def read():
        found = Visit.objects.visible_to(cast.owner).get(pk=key)
        return found.said, found.need, found.competitor

    send()
    return send, desk, read


def test_fields_that_only_one_side_changed_are_merged_without_a_question(cast, trio):
    send, desk, read = trio
    desk(need="vanne")
    receipt = send(competitor="Oméga")
    assert (receipt.state, receipt.revision) == (State.RESOLVED, 0)
    assert read() == ("un", "vanne", "Oméga")
    assert count_open(by=cast.owner) == 0


def test_a_phone_that_writes_again_does_not_undo_what_the_desk_wrote(trio):
    send, desk, read = trio
    desk(need="vanne")
    send(competitor="Oméga")
    assert send(competitor="Oméga", said="deux").state == State.RESOLVED
    assert read() == ("deux", "vanne", "Oméga")


def test_the_same_change_on_both_sides_is_no_conflict(trio):
    send, desk, read = trio
    desk(need="vanne")
    assert send(need="vanne").state == State.RESOLVED
    assert read() == ("un", "vanne", "Delta")


def test_only_the_field_changed_on_both_sides_is_shown_with_the_base_shown_and_nothing_chosen(cast, login, trio):
    send, desk, read = trio
    desk(said="bureau", need="vanne")
    version = send(said="téléphone", competitor="Oméga").version
    assert version.state == State.CONFLICT
    rows = {r.key: r for r in compare(version=version, by=cast.owner)}
    assert [r.key for r in rows.values() if r.conflicts] == ["said"]
    assert (rows["need"].only_stored_changed, rows["competitor"].only_submitted_changed, rows["said"].base) == (
        True,
        True,
        "un",
    )
    client, address = login(cast.owner), f"/sync/versions/{version.pk}/"
    page = client.get(address).content.decode()
    assert page.count('type="radio"') == 2
    assert " checked" not in page
    assert "Avant : un" in page
    refused = client.post(address, {})
    assert refused.status_code == 422
    assert "Choisissez pour chaque champ" in refused.content.decode()
    assert client.post(address, {"from_said": "stored"}).status_code == 302
    assert read() == ("bureau", "vanne", "Oméga")


def test_a_field_whose_base_is_not_known_is_a_conflict(cast, trio):
    """The phone read an revision that it did not write: whether it put the value back on purpose is not known here."""
    _send, desk, _read = trio
    desk(need="vanne")
    another = Phone(cast.owner)
    key = Visit.objects.visible_to(cast.owner).get().pk
    desk(need="moteur")
    body = report_body(
        Visit.objects.visible_to(cast.owner).get().company_id, said="deux", need="pompe", competitor="Delta"
    )
    version = another.send(body, key, base_revision=1).version
    assert version.state == State.CONFLICT
    assert [r.key for r in compare(version=version, by=cast.owner) if r.conflicts] == ["said", "need"]
