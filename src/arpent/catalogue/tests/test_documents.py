"""Documents: which version holds, what is proposed on a page, and how it comes into the next version."""

import datetime as dt
import io
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from arpent.catalogue.actions.documents import remove_document, remove_version, save_document
from arpent.catalogue.actions.improvements import (
    comment_improvement,
    decide_improvement,
    propose_improvement,
    withdraw_improvement,
)
from arpent.catalogue.documents.pages import count_pages, draw_page
from arpent.catalogue.models import Document, DocumentVersion, Improvement
from arpent.catalogue.queries.documents import (
    DocumentFilter,
    list_accepted,
    list_documents,
    list_proposals,
    list_versions,
)
from arpent.catalogue.rules.validity import current_version, version_state, versions_to_end
from arpent.catalogue.testing import make_pdf, make_version
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.people.testing import NOON, refused
from tests.shared_rows import shared_rows

DAY = dt.date(2026, 11, 24)
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 2, 28))


def version(start, end=None, number=1):
    return SimpleNamespace(valid_from=start, valid_to=end, number=number)


@shared_rows
def sheet(keeper, shop):
    return make_version(keeper, family_id=shop["family_id"])


def propose(by, sheet, text="Ajouter la courbe", **where):
    return propose_improvement(by=by, at=NOON, version_id=sheet.pk, text=text, **where)


def test_a_version_is_coming_current_ending_or_past():
    stored_rows = version(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    for day, state in (
        ("2025-12-31", "coming"),
        ("2026-06-01", "current"),
        ("2026-12-15", "ending"),
        ("2027-01-01", "past"),
    ):
        assert version_state(stored_rows, dt.date.fromisoformat(day)) == state
    assert version_state(version(dt.date(2026, 1, 1)), DAY) == "current"


@given(st.lists(days, min_size=1, unique=True), days)
def test_consecutive_versions_leave_one_valid_version_for_each_day(starts, day):
    stored_rows = []
    for number, start in enumerate(sorted(starts), 1):
        for former in versions_to_end(stored_rows, start):
            former.valid_to = start - dt.timedelta(days=1)
        stored_rows.append(version(start, number=number))
    begun = [s for s in starts if s <= day]
    found = current_version(stored_rows, day)
    assert (found.valid_from if found else None) == max(begun, default=None)
    assert sum(v.valid_from <= day and (v.valid_to is None or day <= v.valid_to) for v in stored_rows) == bool(begun)


def test_a_new_version_ends_the_one_before_in_its_language_only(keeper, sheet):
    english = make_version(keeper, document_id=sheet.document_id, language="en")
    second = make_version(keeper, document_id=sheet.document_id, valid_from=dt.date(2026, 6, 1))
    shown = {
        (v.version.language, v.version.number): v.state
        for v in list_versions(document_id=sheet.document_id, by=keeper, day=DAY)
    }
    assert shown == {("en", 1): "current", ("fr", 1): "past", ("fr", 2): "current"}
    (listed,) = [
        d for d in list_documents(by=keeper, criteria=DocumentFilter(), day=DAY) if d.document.pk == sheet.document_id
    ]
    assert {v.pk for v in listed.current} == {english.pk, second.pk}


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"valid_to": dt.date(2025, 1, 1)}, "valid_to", "catalogue.validity_ends_before_start"),
        ({"language": "xx"}, "language", "catalogue.wrong_language"),
    ],
)
def test_dates_and_languages_that_cannot_be_are_refused(keeper, sheet, values, field, code):
    assert refused(lambda: make_version(keeper, document_id=sheet.document_id, **values), field) == code


def test_a_document_about_an_unknown_product_is_refused(keeper, shop):
    values = {"title": "Fiche", "kind": "technical", "product_reference": "NADA"}
    assert (
        refused(lambda: save_document(by=keeper, at=NOON, values=values), "product_reference")
        == "catalogue.no_such_reference"
    )
    document = save_document(by=keeper, at=NOON, values={**values, "product_reference": "P20"})
    assert document.family_id == shop["pumps"]


def test_pages_are_drawn_once_and_what_is_no_picture_is_not(tmp_path):
    path = tmp_path / "a.data"
    path.write_bytes(make_pdf(3))
    assert count_pages(path) == 3
    picture = draw_page(path, 2)
    assert picture.read_bytes().startswith(b"\x89PNG") and draw_page(path, 2) == picture
    assert draw_page(path, 9) is None
    for content in (b"", b"%PDF-1.7 broken", b"PK\x03\x04 a workbook", b"\x89PNG broken"):
        path.write_bytes(content)
        assert count_pages(path) == 0


def test_a_seller_s_proposal_is_discussed_accepted_and_part_of_the_next_version(cast, keeper, sheet):
    seen = propose(cast.owner, sheet, page=2, x=0.25, y=0.5)
    comment_improvement(by=keeper, at=NOON, improvement_id=seen.pk, text="Laquelle ?")
    comment_improvement(by=cast.stranger, at=NOON, improvement_id=seen.pk, text="Celle à 50 Hz.")
    (shown,) = list_proposals(version_id=sheet.pk, by=cast.owner)
    assert [c.text for c in shown.comments] == ["Laquelle ?", "Celle à 50 Hz."]
    decide_improvement(by=keeper, at=NOON, improvement_id=seen.pk, accept=True)
    assert [i.pk for i in list_accepted(document_id=sheet.document_id, by=keeper)] == [seen.pk]
    second = make_version(keeper, document_id=sheet.document_id, valid_from=dt.date(2026, 6, 1), included=[seen.pk])
    seen.refresh_from_db()
    assert (seen.state, seen.included_in_id) == ("included", second.pk)
    assert (
        refused(lambda: decide_improvement(by=keeper, at=NOON, improvement_id=seen.pk, accept=False, reason="x"))
        == "catalogue.improvement_included"
    )


def test_a_refusal_takes_a_reason_and_what_is_decided_is_not_withdrawn(cast, keeper, sheet):
    seen = propose(cast.owner, sheet)
    assert (
        refused(lambda: decide_improvement(by=keeper, at=NOON, improvement_id=seen.pk, accept=False))
        == "catalogue.decline_reason"
    )
    assert (
        refused(lambda: withdraw_improvement(by=cast.mate, at=NOON, improvement_id=seen.pk))
        == "catalogue.not_own_proposal"
    )
    decide_improvement(by=keeper, at=NOON, improvement_id=seen.pk, accept=False, reason="Trop cher à mesurer")
    assert (
        refused(lambda: withdraw_improvement(by=cast.owner, at=NOON, improvement_id=seen.pk))
        == "catalogue.improvement_decided"
    )
    other = propose(cast.owner, sheet)
    withdraw_improvement(by=cast.owner, at=NOON, improvement_id=other.pk)
    assert Improvement.objects.visible_to(cast.owner).get(version=sheet).reason == "Trop cher à mesurer"


def test_nothing_said_and_a_page_that_is_not_there_are_refused(cast, sheet):
    assert refused(lambda: propose(cast.owner, sheet, " ")) == "catalogue.improvement_empty"
    assert refused(lambda: propose(cast.owner, sheet, page=3)) == "catalogue.no_such_page"
    assert propose(cast.owner, sheet, page=1, x=7.0, y=0.2).x is None


def test_a_seller_undoes_the_proposal_and_the_keeper_the_removal(cast, keeper, sheet):
    propose(cast.owner, sheet)
    done = Operation.objects.visible_to(cast.owner).get(kind="catalogue.improvement")
    undo_operation(operation_id=done.pk, by=cast.owner, at=NOON)
    assert not Improvement.objects.visible_to(keeper).filter(version=sheet).exists()
    propose(cast.owner, sheet)
    for remove, kind in (
        (lambda: remove_version(by=keeper, at=NOON, version_id=sheet.pk), "catalogue.version_removed"),
        (lambda: remove_document(by=keeper, at=NOON, document_id=sheet.document_id), "catalogue.document_removed"),
    ):
        remove()
        assert not DocumentVersion.objects.visible_to(keeper).filter(pk=sheet.pk).exists()
        done = Operation.objects.visible_to(keeper).get(kind=kind)
        assert undo_operation(operation_id=done.pk, by=keeper, at=NOON).skipped == []
        assert Improvement.objects.visible_to(keeper).filter(version=sheet.pk).count() == 1


@pytest.mark.parametrize("role", ["owner", "assistant", "stranger"])
def test_only_those_who_manage_the_catalogue_add_a_document(cast, keeper, sheet, role):
    person = getattr(cast, role)
    assert refused(lambda: make_version(person, document_id=sheet.document_id)) == "people.not_allowed"
    assert refused(lambda: remove_document(by=person, at=NOON, document_id=sheet.document_id)) == "people.not_allowed"
    seen = propose(person, sheet)
    assert (
        refused(lambda: decide_improvement(by=person, at=NOON, improvement_id=seen.pk, accept=True))
        == "people.not_allowed"
    )


def test_the_pages_lead_from_a_new_document_to_a_mark_on_its_page(cast, keeper, shop, login):
    client = login(keeper)
    answer = client.post(
        reverse("catalogue:document_new"), {"title": "Notice", "kind": "manual", "family_id": str(shop["pumps"])}
    )
    page_url = answer.url
    file = SimpleUploadedFile("notice.pdf", make_pdf())
    wrong = {"file": file, "language": "fr", "valid_from": "2026-02-01", "valid_to": "2026-01-01"}
    assert "avant le début" in client.post(page_url, wrong).content.decode()
    file = SimpleUploadedFile("notice.pdf", make_pdf())
    assert client.post(page_url, {"file": file, "language": "fr", "valid_from": "2026-01-01"}).status_code == 302
    version = DocumentVersion.objects.visible_to(keeper).get(document__title="Notice")
    seller = login(cast.owner)
    url = reverse("catalogue:version", args=[version.pk])
    page = seller.get(f"{url}?page=2").content.decode()
    assert "page 2 sur 2" in page and "Nouvelle version" not in page
    assert seller.post(url, {"text": "", "page": 2}).status_code == 422
    seller.post(url, {"text": "Vue éclatée illisible", "page": 2, "x": "0.5", "y": "0.25"})
    page = seller.get(f"{url}?page=2").content.decode()
    assert 'data-x="0.5"' in page and "Retirer ma proposition" in page
    assert "Vue éclatée illisible" in seller.get(f"{url}?page=1").content.decode()  # on other pages
    picture = seller.get(reverse("catalogue:version_page", args=[version.pk, 1]))
    assert picture["Content-Type"] == "image/png" and b"".join(picture.streaming_content).startswith(b"\x89PNG")
    assert seller.get(reverse("catalogue:version_page", args=[version.pk, 3])).status_code == 404
    sent = seller.get(reverse("catalogue:version_file", args=[version.pk]))
    assert sent["Content-Disposition"].startswith("attachment") and sent["Content-Type"] == "application/octet-stream"
    seen = Improvement.objects.visible_to(keeper).get(version=version)
    keeper_client = login(keeper)
    answer = keeper_client.post(reverse("catalogue:improvement_decide", args=[seen.pk]), {"accept": "yes", "page": "2"})
    assert answer.url.endswith(f"?page=2#i-{seen.pk}")
    assert (
        "Acceptées pour la prochaine version"
        in keeper_client.get(reverse("catalogue:document", args=[version.document_id])).content.decode()
    )
    assert "Notice" in keeper_client.get(reverse("catalogue:product", args=[shop["product_id"]])).content.decode()


def test_the_query_count_of_the_list_is_constant(cast, keeper, shop, login, django_assert_max_num_queries):
    for _ in range(3):
        make_version(keeper, family_id=shop["family_id"])
    client = login(cast.owner)
    with django_assert_max_num_queries(14):
        assert client.get(reverse("catalogue:documents"), {"kind": "technical", "text": "fiche"}).status_code == 200
    assert Document.objects.visible_to(keeper).count() >= 3
    assert io.BytesIO(make_pdf()).read(4) == b"%PDF"


def test_a_version_removed_gives_back_what_it_took(cast, keeper, sheet):
    seen = propose(cast.owner, sheet)
    decide_improvement(by=keeper, at=NOON, improvement_id=seen.pk, accept=True)
    wrong = make_version(keeper, document_id=sheet.document_id, valid_from=dt.date(2026, 6, 1), included=[seen.pk])
    remove_version(by=keeper, at=NOON, version_id=wrong.pk)
    sheet.refresh_from_db()
    assert sheet.valid_to is None
    assert [i.pk for i in list_accepted(document_id=sheet.document_id, by=keeper)] == [seen.pk]


def test_a_version_put_right_the_same_day_takes_the_place_of_the_first(keeper, sheet):
    make_version(keeper, document_id=sheet.document_id)
    shown = [(v.version.number, v.state) for v in list_versions(document_id=sheet.document_id, by=keeper, day=DAY)]
    assert shown == [(2, "current"), (1, "past")]


def test_a_page_whose_rendering_failed_is_not_stored(tmp_path, monkeypatch):
    path = tmp_path / "a.data"
    path.write_bytes(make_pdf(1))

    def killed(*arguments):
        (tmp_path / arguments[3].rsplit("/", 1)[-1]).write_bytes(b"\x89PNG half")
        return ""

    monkeypatch.setattr("arpent.catalogue.documents.pages._run", killed)
    assert draw_page(path, 1) is None
    assert [p.name for p in tmp_path.iterdir()] == ["a.data"]


def test_the_dates_of_a_version_are_changed_and_bad_ones_reported(cast, keeper, sheet, login):
    client = login(keeper)
    url = reverse("catalogue:version_edit", args=[sheet.pk])
    wrong = {"valid_from": "2026-02-01", "valid_to": "2026-01-01", "note": "Courbes"}
    answer = client.post(url, wrong)
    assert answer.status_code == 422 and "avant le début" in answer.content.decode()
    assert client.post(url, {**wrong, "valid_to": "2026-12-01"}).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.valid_from, sheet.valid_to, sheet.note) == (dt.date(2026, 2, 1), dt.date(2026, 12, 1), "Courbes")
    (shown,) = list_versions(document_id=sheet.document_id, by=keeper, day=DAY)
    assert shown.state == "ending"
    assert login(cast.owner).get(url).status_code == 403
