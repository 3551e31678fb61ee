"""The pages: what is shown before, the typed confirmation, the copy, the way back in, the matrix of roles."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from arpent.clients.models import Contact
from arpent.people.testing import NOON
from arpent.privacy.models import Erasure
from arpent.privacy.testing import EMAIL, LAST, NAME, canaries_in_base, seed_person
from tests.shared_rows import shared_rows


@shared_rows
def seeded(cast):
    return seed_person(cast.owner)


def erase_through_the_page(client, contact, **more):
    data = {"basis": "request", "confirmation": "EFFACER", "everywhere": "on", **more}
    return client.post(reverse("privacy:contact", args=[contact]), data)


@pytest.mark.parametrize("role", ["owner", "mate", "manager", "assistant", "stranger"])
def test_nobody_else_has_access(cast, seeded, login, role):
    client = login(getattr(cast, role))
    for name in ("privacy:home", "privacy:retention"):
        assert client.get(reverse(name)).status_code == 403
    for name in ("privacy:contact", "privacy:contact_export"):
        assert client.post(reverse(name, args=[seeded["contact"]])).status_code == 403
    assert client.get(reverse("privacy:contact_panel", args=[seeded["contact"]])).content == b""


def test_the_page_shows_what_will_be_erased_before_anything_is(cast, seeded, login):
    page = login(cast.direction).get(reverse("privacy:contact", args=[seeded["contact"]])).content.decode()
    for words in (
        "Activité des entreprises",
        "Comptes rendus de visite",
        "Piste d’audit",
        "EFFACER",
        f"plan de {LAST}.pdf",
        EMAIL,
    ):
        assert words in page, words
    assert not Erasure.objects.visible_to(cast.direction).exists()


def test_without_the_typed_confirmation_nothing_is_erased(cast, seeded, login):
    client = login(cast.administrator)
    assert erase_through_the_page(client, seeded["contact"], confirmation="effacer").status_code == 422
    assert Contact.objects.visible_to(cast.owner).get(pk=seeded["contact"]).email == EMAIL


def test_the_page_erases_and_says_so(cast, seeded, login, django_capture_on_commit_callbacks):
    client = login(cast.administrator)
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_through_the_page(client, seeded["contact"]).status_code == 302
    home = client.get(reverse("privacy:home")).content.decode()
    assert "demande de la personne" in home
    assert not (left := canaries_in_base()), left
    assert client.get(reverse("privacy:contact", args=[seeded["contact"]])).status_code in (409, 422)


def test_a_person_mentioned_in_texts_only_is_found_and_erased(cast, seeded, login, django_capture_on_commit_callbacks):
    from arpent.clients.public import record_on_timeline

    text = "Le gardien, Barnabé Ixquatre, ouvre à 7 h"
    record_on_timeline(company_id=seeded["company"], by=cast.owner, at=NOON, kind="note", title="Note", body=text)
    client = login(cast.administrator)
    typed = {"name": "Barnabé Ixquatre", "email": "", "phone": ""}
    assert "Activité des entreprises" in client.post(reverse("privacy:home"), typed).content.decode()
    assert client.post(reverse("privacy:other"), typed).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(reverse("privacy:other"), {**typed, "basis": "request", "confirmation": "EFFACER"})
    assert done.status_code == 302
    assert not canaries_in_base(("ixquatre",))


def test_the_search_finds_the_record_by_each_of_its_identifiers(cast, seeded, login):
    client = login(cast.administrator)
    for typed in ({"name": NAME}, {"email": EMAIL.upper()}, {"phone": "0472998877"}):
        page = client.post(reverse("privacy:home"), {"name": "", "email": "", "phone": "", **typed}).content.decode()
        assert reverse("privacy:contact", args=[seeded["contact"]]) in page, typed


def test_the_copy_contains_the_records_with_trail_phones_and_files(cast, seeded, login):
    response = login(cast.administrator).post(reverse("privacy:contact_export", args=[seeded["contact"]]))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    data = json.loads(archive.read("donnees.json"))
    tables = {p["table"] for p in data["places"]}
    assert {
        "clients.Contact",
        "clients.TimelineEntry",
        "visits.Visit",
        "sync.SubmissionVersion",
        "offers.OfferVersion",
    } <= tables
    assert data["trail"]
    assert NAME in archive.read("donnees.html").decode()
    assert any(n.startswith("fichiers/") for n in archive.namelist())
    assert "LISEZ-MOI.txt" in archive.namelist()
    from arpent.history.models import Operation

    assert (
        Operation.objects.visible_to(cast.administrator)
        .filter(kind="privacy.exported", person=cast.administrator)
        .count()
        == 1
    )


def test_an_erasure_is_lifted_from_the_page(cast, seeded, login):
    client = login(cast.administrator)
    erase_through_the_page(client, seeded["contact"])
    erasure = Erasure.objects.visible_to(cast.administrator).get()
    url = reverse("privacy:lift", args=[erasure.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Demande écrite du 30 novembre"}).status_code == 302
    assert client.post(reverse("privacy:lift", args=[seeded["contact"]]), {"reason": "x"}).status_code == 404


def test_a_user_who_still_works_here_is_not_erased(cast, login):
    client = login(cast.administrator)
    url = reverse("privacy:user", args=[cast.stranger.pk])
    data = {"basis": "request", "confirmation": "EFFACER"}
    assert client.post(url, data).status_code == 422
    type(cast.stranger)._base_manager.filter(pk=cast.stranger.pk).update(is_active=False)
    assert client.post(url, data).status_code == 302
    cast.stranger.refresh_from_db()
    assert (cast.stranger.first_name, cast.stranger.phone, cast.stranger.is_active) == ("", "", False)
    assert cast.stranger.email.endswith("@efface.invalid")
