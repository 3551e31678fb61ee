"""Files of a deal: visible to who sees it, sent as attachments, and come back when removed by mistake."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from arpent.deals.actions.documents import MAX_BYTES, add_document, open_document, remove_document
from arpent.deals.models import DealDocument
from arpent.deals.testing import make_deal
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.testing import NOON


def add(by, deal, name="plan.pdf", content=b"%PDF-1.7"):
    return add_document(deal_id=deal.pk, by=by, at=NOON, name=name, content=io.BytesIO(content), size=len(content))


def test_a_file_is_stored_sent_as_an_attachment_and_restored(cast, login):
    deal = make_deal(cast.owner)
    client = login(cast.owner)
    page = reverse("deals:deal", args=[deal.pk])
    client.post(
        reverse("deals:document_add", args=[deal.pk]), {"file": SimpleUploadedFile("plan <b>.html", b"<script>")}
    )
    stored = DealDocument.objects.visible_to(cast.owner).get()
    assert "plan &lt;b&gt;.html" in client.get(page).content.decode()
    response = client.get(reverse("deals:document", args=[stored.pk]))
    assert b"".join(response.streaming_content) == b"<script>"
    assert (
        response["Content-Disposition"].startswith("attachment")
        and response["Content-Type"] == "application/octet-stream"
    )
    client.post(reverse("deals:document_remove", args=[stored.pk]))
    assert not DealDocument.objects.visible_to(cast.owner).exists()
    removal = Operation.objects.visible_to(cast.owner).get(kind="deals.document_removed")
    undo_operation(operation_id=removal.pk, by=cast.owner, at=NOON)
    assert open_document(document_id=stored.pk, by=cast.owner)[1].read_bytes() == b"<script>"


def test_who_does_not_see_the_deal_does_not_see_its_files(cast):
    stored = add(cast.owner, make_deal(cast.owner))
    assert open_document(document_id=stored.pk, by=cast.manager)[0].name == "plan.pdf"
    for person in (cast.mate, cast.stranger):
        with pytest.raises(NotFound):
            open_document(document_id=stored.pk, by=person)
        with pytest.raises(NotFound):
            remove_document(document_id=stored.pk, by=person, at=NOON)


@pytest.mark.parametrize(("size", "code"), [(0, "file_empty"), (MAX_BYTES + 1, "file_too_large")])
def test_a_file_that_cannot_be_stored_is_reported(cast, size, code):
    deal = make_deal(cast.owner)
    with pytest.raises(DomainError, match=code):
        add_document(deal_id=deal.pk, by=cast.owner, at=NOON, name="x", content=io.BytesIO(b""), size=size)
    assert not DealDocument.objects.visible_to(cast.owner).exists()


@pytest.mark.parametrize(
    ("given", "stored"), [("../../etc/passwd", "passwd"), ("C:\\x\\plan.dwg", "plan.dwg"), ("", "document")]
)
def test_a_name_never_leaves_the_folder(cast, given, stored):
    found = add(cast.owner, make_deal(cast.owner), given)
    assert found.name == stored and "/" not in found.stored_as
