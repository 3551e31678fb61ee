"""Nothing brings an erased person back: not a form, a file, a phone."""

from pathlib import Path

import pytest
from django.test import TestCase

from arpent.clients.public import create_company, save_contact
from arpent.clients.testing import import_file, make_company, upload
from arpent.imports.actions.runs import run_import, start_import
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON, refused
from arpent.privacy.actions.erasing import erase_person
from arpent.privacy.actions.tombstones import lift_tombstones
from arpent.privacy.queries.subjects import subject_of
from arpent.privacy.testing import act, canaries_in_base, canaries_on_disk
from arpent.sync.testing import Phone
from tests.shared_rows import shared_rows

EMAIL, PHONE = "z.quokkabert@canari.example", "04 72 99 88 77"
VALUES = {"first_name": "Zéphyrin", "last_name": "Quokkabert", "email": EMAIL, "phone": PHONE}


@shared_rows
def erased(cast):
    company = make_company(cast.owner, "Pompes Testard")
    contact = save_contact(company_id=company.pk, by=cast.owner, at=NOON, values=VALUES)
    with TestCase.captureOnCommitCallbacks(execute=True):
        erasure = erase_person(
            subject=subject_of("contact", contact.pk), by=cast.administrator, at=NOON, basis="request"
        )
    return {"company": company.pk, "contact": contact.pk, "erasure": erasure.pk}


@pytest.mark.parametrize(
    "values",
    [
        {"last_name": "Autre", "email": EMAIL.upper()},
        {"last_name": "Autre", "mobile": "+33 (0)4 72 99 88 77"},
        {"first_name": "QUOKKABERT", "last_name": "zephyrin"},
    ],
)
def test_the_form_refuses_by_mail_phone_or_name_at_the_company(cast, erased, values):
    save = lambda: save_contact(company_id=erased["company"], by=cast.owner, at=NOON, values=values)  # noqa: E731
    assert refused(save) == "people.erased_person"


def test_the_same_name_at_another_company_is_somebody_else(cast, erased):
    other = make_company(cast.owner, "Ailleurs")
    values = {"first_name": "Zéphyrin", "last_name": "Quokkabert"}
    assert save_contact(company_id=other.pk, by=cast.owner, at=NOON, values=values).pk


def test_an_import_reports_who_is_left_out_and_stores_nothing_of_them(cast, erased):
    head = "nom;ville;prénom contact;nom de famille du contact;email contact\n"
    rows = f"Tôlerie;Lyon;Zéphyrin;Quokkabert;{EMAIL}\nFonderie;Lyon;Marie;Durand;m@durand.example\n"
    rows += f";Lyon;Z;Quokkabert;{EMAIL}\n"
    file = upload(cast.owner, head + rows)
    counts, _ = act("imports.actions.preview", "check_file", file_id=file.pk, by=cast.owner)
    assert counts.forgotten == 2
    file, done = import_file(cast.owner, head + rows)
    assert (done.created, done.forgotten) == (2, 2)
    assert not canaries_in_base()


def test_a_phone_is_informed_and_its_content_is_not_stored(cast, erased):
    receipt = Phone(cast.owner).send({"company": str(erased["company"]), **VALUES}, key=new_id(), kind="contact")
    assert receipt.state == "refused"
    assert receipt.version.refusal == "people.erased_person"
    assert receipt.version.body == {}
    assert not canaries_in_base()


def test_a_phone_that_changes_the_erased_record_is_refused(cast, erased):
    body = {"company": str(erased["company"]), "first_name": "", "last_name": "Q."}
    assert (
        Phone(cast.owner).send(body, key=erased["contact"], kind="contact", base_revision=1).version.refusal
        == "people.erased_person"
    )


def test_in_a_report_the_address_is_replaced_and_the_rest_is_written(cast, erased):
    from arpent.visits.models import Visit
    from arpent.visits.testing import report_body

    receipt = Phone(cast.owner).send(
        report_body(erased["company"], said=f"Écrire à {EMAIL} ou {PHONE}, commande prête")
    )
    assert receipt.state == "applied"
    said = Visit.objects.visible_to(cast.owner).get().said
    assert said == "Écrire à [effacé] ou [effacé], commande prête"


def test_the_erasure_is_lifted_with_a_reason(cast, erased):
    def lift(reason):
        lift_tombstones(erasure_id=erased["erasure"], by=cast.direction, at=NOON, reason=reason)

    assert refused(lambda: lift(" ")) == "privacy.reason_needed"
    lift("Demande de la personne au salon")
    assert save_contact(company_id=erased["company"], by=cast.owner, at=NOON, values=VALUES).email == EMAIL


def test_a_rotated_secret_forgets_nobody(cast, erased, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret of the installation"
    save = lambda: save_contact(company_id=erased["company"], by=cast.owner, at=NOON, values=VALUES)  # noqa: E731
    assert refused(save) == "people.erased_person"


def test_a_sole_trader_is_not_imported_again_as_a_company(cast, django_capture_on_commit_callbacks):
    company = make_company(cast.owner, "Quokkabert Électricité", siren="732829320", email=EMAIL)
    subject = subject_of("company", company.pk)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(subject=subject, by=cast.administrator, at=NOON, basis="request")
    assert not canaries_in_base()
    for values in ({"name": "Autre", "siren": "732829320"}, {"name": "quokkabert electricite"}):
        create = lambda values=values: create_company(  # noqa: E731
            by=cast.owner,
            at=NOON,
            values={"relationship": "prospect", **values},
            site={"postcode": "69003", "city": "Lyon"},
        )
        assert refused(create) == "people.erased_person"


def test_the_other_rows_of_imported_files_stay(cast, settings, django_capture_on_commit_callbacks):
    company = make_company(cast.owner, "Pompes Testard")
    contact = save_contact(company_id=company.pk, by=cast.owner, at=NOON, values=VALUES)
    head = "nom;ville;prénom contact;nom de famille du contact\n"
    file = upload(cast.owner, f"{head}A;Lyon;Zéphyrin;Quokkabert\nB;Lyon;Marie;Durand\n")
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(subject=subject_of("contact", contact.pk), by=cast.administrator, at=NOON, basis="request")
    assert "Durand" in (Path(settings.MEDIA_ROOT) / "imports" / file.stored_as).read_text()
    assert canaries_on_disk() == []


def test_an_import_that_stopped_resumes_where_it_was_after_an_erasure(
    cast, monkeypatch, django_capture_on_commit_callbacks
):
    from arpent.clients.models import Company
    from arpent.imports.actions import runs as running

    contact = save_contact(company_id=make_company(cast.owner).pk, by=cast.owner, at=NOON, values=VALUES)
    monkeypatch.setattr(running, "BATCH", 4)
    rows = "".join(f"N{n};Lyon;{'Zéphyrin;Quokkabert' if n == 2 else 'Marie;Durand'}\n" for n in range(10))
    file = upload(cast.owner, f"nom;ville;prénom contact;nom de famille du contact\n{rows}")
    stops = iter([False, True])
    monkeypatch.setattr(running, "is_cancel_requested", lambda job: next(stops, False))
    for _ in range(2):
        job = start_import(file_id=file.pk, by=cast.owner, at=NOON)
        run_import(job_id=job.pk, clock=lambda: NOON)
        if _ == 0:
            with django_capture_on_commit_callbacks(execute=True):
                erase_person(subject=subject_of("contact", contact.pk), by=cast.administrator, at=NOON, basis="request")
    names = set(Company.objects.visible_to(cast.owner).filter(name__startswith="N").values_list("name", flat=True))
    assert names == {f"N{n}" for n in range(10)}
