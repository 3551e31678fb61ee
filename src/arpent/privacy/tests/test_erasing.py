"""A person written everywhere, erased: nothing of them is left, and nothing brings them back."""

from pathlib import Path

import pytest
from django.test import TestCase

from arpent.clients.public import save_contact
from arpent.clients.testing import make_company
from arpent.history.actions.undo import undo_operation
from arpent.history.public import Operation
from arpent.kernel.errors import DomainError
from arpent.people.testing import NOON, refused
from arpent.privacy.actions.erasing import erase_person
from arpent.privacy.models import Tombstone
from arpent.privacy.queries.subjects import subject_of, typed_subject
from arpent.privacy.testing import (
    CANARIES,
    EMAIL,
    LAST,
    NAME,
    PHONE,
    act,
    canaries_in_base,
    canaries_on_disk,
    seed_person,
)
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.postgresql


def erase(cast, seeded, **options):
    subject = subject_of("contact", seeded["contact"], (LAST,))
    return erase_person(subject=subject, by=cast.administrator, at=NOON, basis="request", **options)


@shared_rows
def seeded(cast):
    with TestCase.captureOnCommitCallbacks(execute=True):
        return seed_person(cast.owner)


@shared_rows
def erased(cast, seeded):
    with TestCase.captureOnCommitCallbacks(execute=True):
        return erase(cast, seeded)


def test_the_canary_person_is_in_many_places_before(cast, seeded):
    assert {word for _, word, _ in canaries_in_base()} == set(CANARIES)
    tables = {table for table, _, _ in canaries_in_base()}
    assert len(tables) >= 18, sorted(tables)
    assert len(canaries_on_disk()) >= 4


def test_nothing_of_an_erased_person_is_left_in_the_base(cast, seeded, erased):
    assert not (left := canaries_in_base()), "\n".join(map(str, left))


def test_the_photograph_of_their_card_is_deleted_from_the_disk(
    cast, seeded, settings, django_capture_on_commit_callbacks
):
    folder = Path(settings.MEDIA_ROOT) / "field"
    assert list(folder.iterdir())
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast, seeded)
    assert not list(folder.iterdir())


def test_nothing_of_an_erased_person_is_left_on_the_disk(cast, seeded, erased):
    assert canaries_on_disk() == []


def test_the_trail_still_verifies_and_names_the_redaction(cast, seeded, erased):
    from arpent.history.actions.sealing import seal_pending
    from arpent.history.public import verify_trail

    seal_pending()  # PostgreSQL seals in the worker
    assert verify_trail().is_sound


def test_an_erasure_is_recorded_without_the_person(cast, seeded, erased):
    assert erased.by == cast.administrator
    assert erased.counts["trail"] > 10
    assert erased.counts["clients.Contact"] >= 1
    assert Tombstone.objects.visible_to(cast.administrator).filter(erasure=erased, what="email").count() == 1


def test_private_links_of_unsigned_offers_to_the_person_are_revoked(cast, seeded, erased):
    from arpent.offers.models import OfferLink
    from arpent.offers.portal.queries.access import get_link_token
    from arpent.privacy.testing import act

    [link] = OfferLink.objects.unscoped("a test").filter(version__offer__deal=seeded["deal"])
    assert link.revoked_at == NOON and link.email == ""
    opening = lambda: act("offers.portal.actions.activity", "record_opening", token=get_link_token(link), at=NOON)  # noqa: E731
    assert refused(opening) == "not_found"


def test_a_second_erasure_says_that_nothing_is_left(cast, seeded, erased):
    assert refused(lambda: erase(cast, seeded)) == "privacy.already_erased"
    typed = typed_subject(name=NAME, email=EMAIL, phone=PHONE)
    again = lambda: erase_person(subject=typed, by=cast.administrator, at=NOON, basis="request")  # noqa: E731
    assert refused(again) == "privacy.already_erased"


@pytest.mark.parametrize("role", ["owner", "mate", "manager", "assistant", "stranger"])
def test_only_the_administrator_and_the_direction_erase(cast, seeded, role):
    subject = subject_of("contact", seeded["contact"])
    by = getattr(cast, role)
    assert refused(lambda: erase_person(subject=subject, by=by, at=NOON, basis="request")) == "people.not_allowed"


def test_an_erasure_is_never_undone(cast, seeded, erased):
    from arpent.history.actions.undo import undo_operation

    for by in (cast.administrator, cast.direction):
        with pytest.raises(DomainError) as refusal:
            undo_operation(operation_id=erased.operation_id, by=by, at=NOON)
        assert refusal.value.code == "privacy.lasting"


def test_no_undo_restores_the_person(cast, seeded, erased):
    from arpent.history.actions.undo import undo_operation
    from arpent.history.models import Operation

    for op in Operation.objects.visible_to(cast.administrator).order_by("-at", "-id"):
        try:
            undo_operation(operation_id=op.pk, by=cast.administrator, at=NOON)
        except DomainError:
            continue
    assert not (left := canaries_in_base()), "\n".join(map(str, left))


def test_the_undo_of_a_deletion_before_the_erasure_restores_no_name(cast, seeded, django_capture_on_commit_callbacks):
    from arpent.clients.public import save_contact
    from arpent.clients.testing import make_company
    from arpent.history.actions.undo import undo_operation
    from arpent.history.models import Operation
    from arpent.privacy.testing import FIRST, act

    elsewhere = make_company(cast.owner, "Autre maison")
    values = {"first_name": FIRST, "last_name": LAST, "email": EMAIL}
    contact = save_contact(company_id=elsewhere.pk, by=cast.owner, at=NOON, values=values)
    act("clients.actions.contacts", "remove_contact", contact_id=contact.pk, by=cast.owner, at=NOON)
    removal = Operation.objects.visible_to(cast.owner).filter(kind="clients.contact_removed").latest("id")
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast, seeded)
    undo_operation(operation_id=removal.pk, by=cast.owner, at=NOON)
    assert not (left := canaries_in_base()), "\n".join(map(str, left))


def test_the_record_of_a_namesake_stays(cast, seeded, django_capture_on_commit_callbacks):
    from arpent.clients.models import Contact
    from arpent.clients.public import save_contact
    from arpent.clients.testing import make_company
    from arpent.privacy.testing import FIRST

    other = make_company(cast.owner, "Maison du même nom")
    values = {"first_name": FIRST, "last_name": LAST, "email": "un.autre@ailleurs.example"}
    homonym = save_contact(company_id=other.pk, by=cast.owner, at=NOON, values=values)
    subject = subject_of("contact", seeded["contact"])
    assert subject.namesake
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(subject=subject, by=cast.administrator, at=NOON, basis="request")
    assert Contact.objects.visible_to(cast.owner).get(pk=homonym.pk).full_name == f"{FIRST} {LAST}"


@pytest.mark.parametrize("with_company", [False, True])
def test_a_contact_who_was_removed_before_is_erased_from_the_history_and_no_undo_restores_them(
    cast, with_company, django_capture_on_commit_callbacks
):
    company = make_company(cast.owner, "Pompes Testard")
    values = {"first_name": "Zéphyrin", "last_name": LAST, "email": EMAIL, "phone": PHONE}
    contact = save_contact(company_id=company.pk, by=cast.owner, at=NOON, values=values)
    if with_company:
        act("clients.actions.companies", "delete_companies", company_ids=[company.pk], by=cast.owner, at=NOON)
    else:
        act("clients.actions.contacts", "remove_contact", contact_id=contact.pk, by=cast.owner, at=NOON)
    removal = Operation.objects.visible_to(cast.owner).order_by("-id")[0]
    with django_capture_on_commit_callbacks(execute=True):
        subject = typed_subject(name=NAME, email=EMAIL, phone="")
        erase_person(subject=subject, by=cast.administrator, at=NOON, basis="request")
    assert not (left := canaries_in_base()), "\n".join(map(str, left))
    undo_operation(operation_id=removal.pk, by=cast.owner, at=NOON)
    assert not (left := canaries_in_base()), "\n".join(map(str, left))


def test_somebody_else_who_was_removed_with_the_same_mailbox_stays_in_the_history(cast):
    company = make_company(cast.owner, "Pompes Testard")
    values = {"first_name": "Marie", "last_name": "Durand", "email": EMAIL}
    contact = save_contact(company_id=company.pk, by=cast.owner, at=NOON, values=values)
    act("clients.actions.contacts", "remove_contact", contact_id=contact.pk, by=cast.owner, at=NOON)
    assert not typed_subject(name=NAME, email=EMAIL, phone="").records
