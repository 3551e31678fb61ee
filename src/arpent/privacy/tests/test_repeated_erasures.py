"""An older base is put back: whom the ledger of erasures knows is found without being known, and erased again."""

import json
from uuid import UUID

import pytest
from django.conf import settings as django_settings

from arpent.clients.public import save_contact
from arpent.clients.testing import make_company
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON, refused
from arpent.privacy.actions.erasing import erase_person
from arpent.privacy.actions.ledger import merge_ledgers, write_ledger
from arpent.privacy.actions.repeating import accept_repeat, repeat_erasures
from arpent.privacy.actions.tombstones import lift_tombstones
from arpent.privacy.models import Erasure, RetentionItem, Tombstone
from arpent.privacy.queries.declared import every_row
from arpent.privacy.queries.ledger import ledger_path, read_ledger
from arpent.privacy.queries.repeats import count_repeats
from arpent.privacy.queries.subjects import subject_of, typed_subject
from arpent.privacy.testing import CANARIES, EMAIL, FIRST, LAST, NAME, PHONE, canaries_in_base, plain

pytestmark = pytest.mark.postgresql

VALUES = {"first_name": FIRST, "last_name": LAST, "email": EMAIL, "phone": PHONE}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.ARPENT_HOME = tmp_path
    return tmp_path


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """Return a function that runs an action with what follows its commit."""

    def call(action, **given):
        with django_capture_on_commit_callbacks(execute=True):
            return action(**given)

    return call


@pytest.fixture
def erased(cast, run):
    company = make_company(cast.owner, "Pompes Testard")
    contact = save_contact(company_id=company.pk, by=cast.owner, at=NOON, values=VALUES)
    return run(erase_person, subject=subject_of("contact", contact.pk), by=cast.administrator, at=NOON, basis="request")


def forget_all_erasures():
    """Bring the base to where an older backup has it: no erasure, no tombstone."""
    for model in (Tombstone, RetentionItem, Erasure):
        every_row(model).delete()


def bring_back(cast, name="Pompes Testard", **values):
    company = make_company(cast.owner, name)
    return save_contact(company_id=company.pk, by=cast.owner, at=NOON, values=VALUES | values)


def test_the_ledger_contains_ids_and_digests_and_is_private(cast, erased):
    [line] = ledger_path().read_text().splitlines()
    assert not [w for w in CANARIES if w in plain(line)]
    assert json.loads(line)["erasure"] == erased.pk.hex
    assert ledger_path().stat().st_mode & 0o777 == 0o600
    assert write_ledger() == 0


def test_an_erasure_missing_from_the_ledger_after_a_crash_is_written_at_the_next_start(cast, erased):
    ledger_path().unlink()
    assert repeat_erasures(at=NOON).erasures == 0
    assert set(read_ledger()) == {erased.pk}


def test_a_line_cut_off_by_a_crash_hides_no_other(cast, erased):
    whole = ledger_path().read_text()
    ledger_path().write_text(whole[: len(whole) // 2])
    assert read_ledger() == {}
    assert write_ledger() == 1
    assert set(read_ledger()) == {erased.pk}


def test_a_person_under_another_id_is_found_by_digests_and_erased_again(cast, erased, run):
    forget_all_erasures()
    bring_back(cast)
    assert canaries_in_base()
    done = run(repeat_erasures, at=NOON)
    assert (done.erasures, done.persons, done.open) == (1, 1, 0)
    assert not (left := canaries_in_base()), "\n".join(map(str, left))
    assert count_repeats() == (0, 0, 1)
    assert refused(lambda: bring_back(cast, "Ailleurs")) == "people.erased_person"


def test_only_the_address_is_enough_and_others_stay(cast, erased, run):
    forget_all_erasures()
    bring_back(cast, "Ailleurs", first_name="Z.", last_name="Q.", phone="")
    other = make_company(cast.owner, "Maison voisine")
    homonym = save_contact(company_id=other.pk, by=cast.owner, at=NOON, values={"first_name": FIRST, "last_name": LAST})
    assert run(repeat_erasures, at=NOON).persons == 1
    homonym.refresh_from_db()
    assert homonym.last_name == LAST


def test_a_second_start_repeats_nothing(cast, erased, run):
    forget_all_erasures()
    bring_back(cast)
    run(repeat_erasures, at=NOON)
    assert run(repeat_erasures, at=NOON).erasures == 0


def test_a_lifted_erasure_is_put_back_as_lifted_and_erases_nobody(cast, erased, run):
    run(lift_tombstones, erasure_id=erased.pk, by=cast.administrator, at=NOON, reason="Demande de la personne")
    forget_all_erasures()
    contact = bring_back(cast)
    assert run(repeat_erasures, at=NOON).persons == 0
    contact.refresh_from_db()
    assert contact.email == EMAIL
    assert not every_row(Tombstone).filter(lifted_at__isnull=True).exists()


def test_who_has_an_account_again_waits_for_a_decision(cast, run):
    mate = cast.mate
    mate.is_active = False
    mate.save(update_fields=["is_active"])
    before = {c: getattr(mate, c) for c in ("first_name", "last_name", "email", "phone")}
    run(erase_person, subject=subject_of("user", mate.pk), by=cast.administrator, at=NOON, basis="request")
    forget_all_erasures()
    type(mate).objects.filter(pk=mate.pk).update(is_active=True, **before)
    assert run(repeat_erasures, at=NOON).open == 1
    assert count_repeats() == (0, 1, 0)
    [item] = every_row(RetentionItem).filter(rule="erasure.repeat")
    accept = lambda: run(accept_repeat, item_id=item.pk, by=cast.administrator, at=NOON)  # noqa: E731
    assert refused(accept) == "privacy.still_active"
    assert refused(lambda: accept_repeat(item_id=item.pk, by=cast.owner, at=NOON)) == "people.not_allowed"
    type(mate).objects.filter(pk=mate.pk).update(is_active=False)
    assert accept() == 1
    mate.refresh_from_db()
    assert mate.last_name != before["last_name"]
    assert count_repeats() == (0, 0, 0)


def test_typed_texts_and_another_secret_are_reported_not_guessed(cast, settings, run):
    save_contact(
        company_id=make_company(cast.owner).pk, by=cast.owner, at=NOON, values={"last_name": "Vu", "function": NAME}
    )
    typed = typed_subject(name=NAME, email="", phone="")
    run(erase_person, subject=typed, by=cast.administrator, at=NOON, basis="request")
    forget_all_erasures()
    assert run(repeat_erasures, at=NOON).open == 1
    forget_all_erasures()
    settings.SECRET_KEY = django_settings.SECRET_KEY + " of another home"
    run(repeat_erasures, at=NOON)
    assert every_row(RetentionItem).get(rule="erasure.repeat").facts["why"] == "other_secret"


def test_without_an_administrator_nothing_is_done_and_the_doctor_knows(cast, erased):
    forget_all_erasures()
    type(cast.owner).objects.filter(role__in=["administrator", "direction"]).update(is_active=False)
    assert repeat_erasures(at=NOON).erasures == 0
    assert count_repeats()[0] == 1


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "{}",
        '"x"',
        '{"erasure": "x"}',
        (
            '{"erasure": "%s", "at": "2026-11-30", "basis": "request", "kind": "contact", "key": "", "records": {},'
            ' "tombstones": []}'
        ),
    ],
)
def test_a_line_that_is_no_entry_is_left_out(tmp_path, line):
    other = tmp_path / "other.jsonl"
    other.write_text(f"{line.replace('%s', UUID(int=7).hex)}\n")
    assert read_ledger(other) == {}


def test_ledgers_are_merged_each_erasure_once(cast, erased, tmp_path):
    target = tmp_path / "merged.jsonl"
    assert merge_ledgers(target, [ledger_path(), ledger_path()]) == 1
    assert set(read_ledger(target)) == {erased.pk}


def test_the_page_shows_first_what_has_to_be_erased_again(cast, erased, run, client):
    forget_all_erasures()
    bring_back(cast)
    run(repeat_erasures, at=NOON)
    client.force_login(cast.administrator)
    page = client.get("/privacy/").content.decode()
    assert page.index("À effacer de nouveau") < page.index("Chercher une personne partout")
    [item] = every_row(RetentionItem).filter(rule="erasure.repeat")
    assert client.post(f"/privacy/repeats/{item.pk}").status_code == 302
    assert "À effacer de nouveau" not in client.get("/privacy/").content.decode()
    assert client.post(f"/privacy/repeats/{new_id()}").status_code == 404
