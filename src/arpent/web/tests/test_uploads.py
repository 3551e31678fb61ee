"""Stored files stay in their folder; what people upload is stored without what a camera adds."""

import io

import pytest
from PIL import Image

from arpent.kernel.errors import NotFound
from arpent.kernel.ids import new_id
from arpent.people.testing import picture_bytes, refused
from arpent.web.uploads import clean_file_name, erase_file, files_folder, store_upload, stored_path

OUTSIDE = [
    "",
    ".",
    "..",
    "../deals/x.data",
    "/etc/passwd",
    "a/b.data",
    "a\\b.data",
    "..\\x.data",
    "x.data\0",
    "~x",
    "x.data\n",
    "a..b",
    "x/../../y",
    ".hidden",
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_stored_name_cannot_leave_its_folder(name):
    with pytest.raises(NotFound):
        stored_path("field", name)


def test_a_stored_name_that_is_a_link_to_elsewhere_leads_nowhere(tmp_path):
    outside = tmp_path / "secret.data"
    outside.write_bytes(b"secret")
    (files_folder("field") / "link.data").symlink_to(outside)
    with pytest.raises(NotFound):
        stored_path("field", "link.data")


def test_a_name_of_ours_is_a_path():
    assert stored_path("field", f"{new_id().hex}.data").parent == files_folder("field")


def test_an_uploaded_picture_is_stored_without_the_place_it_was_taken_at():
    path = store_upload(folder="deals", pk=new_id(), content=io.BytesIO(picture_bytes(orientation=6)))
    with Image.open(path) as stored:
        assert dict(stored.getexif()) == {0x0112: 6}


def test_a_file_that_is_no_picture_is_stored_unchanged():
    content = b"%PDF-1.7 " + b"x" * 20_000
    assert store_upload(folder="deals", pk=new_id(), content=io.BytesIO(content)).read_bytes() == content


def test_a_picture_that_cannot_be_opened_is_refused_and_nothing_is_left():
    broken = picture_bytes("PNG")[:80]
    assert (
        refused(lambda: store_upload(folder="deals", pk=new_id(), content=io.BytesIO(broken)))
        == "web.unreadable_picture"
    )
    assert list(files_folder("deals").iterdir()) == []


def test_a_file_is_erased_with_all_that_was_drawn_of_it():
    pk = new_id()
    path = store_upload(folder="documents", pk=pk, content=io.BytesIO(picture_bytes()))
    (path.parent / f"{pk.hex}-1.png").write_bytes(b"drawn")
    other = store_upload(folder="documents", pk=new_id(), content=io.BytesIO(b"other"))
    assert erase_file(folder="documents", name=path.name)
    assert list(path.parent.iterdir()) == [other]
    assert not erase_file(folder="documents", name=path.name)


def test_the_printable_part_of_a_file_name_is_stored():
    assert clean_file_name("C:\\plans\\pl\x00an\n.pdf", "x") == "plan.pdf"
    assert clean_file_name("\x00", "document") == "document"
