"""Pictures and sounds are known by their bytes; pictures keep their pixels and lose what the camera added."""

import io

import pytest
from PIL import Image, ImageChops

from arpent.kernel.media import PictureTooLarge, UnreadablePicture, clean_picture, is_picture, media_type_of
from arpent.people.testing import picture_bytes

SOUNDS = {
    "audio/webm": (
        b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm"
        + b"\0" * 80
    ),
    "audio/mp4": b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0" + b"\0" * 80,
    "audio/ogg": b"OggS\0\x02" + b"\0" * 80,
    "audio/mpeg": b"ID3\x03" + b"\0" * 80,
    "audio/wav": b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 80,
}


@pytest.mark.parametrize(("media", "content"), list(SOUNDS.items()))
def test_a_sound_is_known_by_its_first_bytes(media, content):
    assert media_type_of(content) == media


def test_what_safari_records_is_a_sound():
    assert media_type_of(b"\0\0\0\x1cftypiso5\0\0\0\x01iso5isomhlsf" + b"\0" * 80) == "audio/mp4"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"<html><script>", b"GIF89a", b"\xff", b"MZ" + b"\0" * 99, b"<svg xmlns="]
)
def test_anything_else_is_neither_picture_nor_sound(content):
    assert media_type_of(content) == ""


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_the_location_is_removed_from_a_picture_but_not_its_pixels_and_orientation(form, orientation):
    sent = picture_bytes(form, orientation=orientation, latitude=(45.0, 46.0, 7.0))
    cleaned = clean_picture(sent)
    assert b"Telefon" in sent
    assert b"Telefon" not in cleaned
    with Image.open(io.BytesIO(sent)) as before, Image.open(io.BytesIO(cleaned)) as after:
        assert (after.size, after.format) == (before.size, form)
        assert dict(after.getexif()) == ({0x0112: 6} if orientation == 6 else {})
        assert not after.getexif().get_ifd(0x8825), "no GPS"
        most = max(
            high for _low, high in ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getextrema()
        )
        assert most <= {"PNG": 0, "JPEG": 4, "WEBP": 24}[form]


def test_what_is_hidden_after_the_end_of_a_picture_is_left_behind():
    assert b"<script>" not in clean_picture(picture_bytes("JPEG") + b"<script>alert(1)</script>")


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "I;16", "LA"])
def test_each_kind_of_pixel_is_preserved(mode):
    out = io.BytesIO()
    source = Image.linear_gradient("L").resize((16, 16))
    (source.convert(mode) if mode != "I;16" else source.convert("I").convert("I;16")).save(out, "PNG")
    with (
        Image.open(io.BytesIO(out.getvalue())) as before,
        Image.open(io.BytesIO(clean_picture(out.getvalue()))) as after,
    ):
        assert after.tobytes() == before.tobytes()


def test_a_picture_that_cannot_be_decoded_is_none():
    whole = picture_bytes("PNG")
    for broken in (whole[: len(whole) // 2], b"\xff\xd8\xff\xe0 picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40):
        assert is_picture(broken)
        with pytest.raises(UnreadablePicture):
            clean_picture(broken)


def test_a_picture_that_unfolds_beyond_the_limit_is_not_decoded():
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    assert len(out.getvalue()) < 30_000
    with pytest.raises(PictureTooLarge):
        clean_picture(out.getvalue())
