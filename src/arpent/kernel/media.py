"""Recognise the pictures and sounds that people send by their first bytes, and clean pictures of what cameras add to
them.

A picture is decoded and written again: what is not part of the picture (Exif with the place it was taken at, XMP,
comments, bytes after the end) is not copied. The orientation and the colour profile are kept.
"""

import io
import warnings
from typing import Any

import filetype
from PIL import Image, UnidentifiedImageError

MOST_PIXELS = 40_000_000
ORIENTATION = 0x0112
# What filetype calls the sounds that browsers record: a container of sound alone looks like one of film.
SOUNDS = {
    "video/webm": "audio/webm",
    "video/x-matroska": "audio/webm",
    "video/mp4": "audio/mp4",
    "video/x-m4v": "audio/mp4",
    "audio/mp4": "audio/mp4",
    "audio/ogg": "audio/ogg",
    "audio/mpeg": "audio/mpeg",
    "audio/x-wav": "audio/wav",
}
HEAD = 8192


class UnreadablePicture(ValueError):
    """The bytes begin as a picture and cannot be decoded as one."""


class PictureTooLarge(ValueError):
    """The picture unfolds into more pixels than are decoded."""


def media_type_of(content: bytes) -> str:
    """Return the media type that the first bytes show: image/jpeg, image/png, image/webp, or a sound's; "" for
    another.
    """
    found = filetype.guess_mime(content[:HEAD]) or ""
    if found in ("image/jpeg", "image/png", "image/webp"):
        return str(found)
    return SOUNDS.get(found, "")


def is_picture(content: bytes) -> bool:
    """Return whether the first bytes are those of a picture that ``clean_picture`` reads."""
    return media_type_of(content).startswith("image/")


def clean_picture(content: bytes, most_pixels: int = MOST_PIXELS) -> bytes:
    """Return the picture written again without anything but its pixels, its orientation and its colours.

    The pixels of PNG stay the same; JPEG keeps its quantisation tables, so that it loses nothing that can be seen.
    Raise UnreadablePicture when it cannot be decoded, PictureTooLarge beyond ``most_pixels``.
    """
    return _written(_opened(content, most_pixels))


def check_picture(content: bytes, most_pixels: int = MOST_PIXELS) -> None:
    """Raise UnreadablePicture when a picture cannot be decoded, PictureTooLarge beyond ``most_pixels``."""
    _opened(content, most_pixels)


def _opened(content: bytes, most_pixels: int) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the bound below is stricter
            picture = Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"])
            if picture.width * picture.height > most_pixels:
                raise PictureTooLarge
            picture.load()
    except (PictureTooLarge, Image.DecompressionBombError) as error:
        raise PictureTooLarge from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError) as error:
        raise UnreadablePicture from error
    return picture


def _written(picture: Image.Image) -> bytes:
    # MPO: a JPEG with a second picture inside, which is not kept.
    written_as = "JPEG" if picture.format == "MPO" else str(picture.format)
    options: dict[str, Any] = {"exif": _orientation_alone(picture)}
    if profile := picture.info.get("icc_profile"):
        options["icc_profile"] = profile
    if written_as == "JPEG":
        options |= {"qtables": getattr(picture, "quantization", None), "subsampling": _sampling(picture)}
        options["optimize"] = True
    elif written_as == "WEBP":
        options |= {"quality": 90, "method": 4}
    elif "transparency" in picture.info:
        options["transparency"] = picture.info["transparency"]
    # A copy of the pixels alone: whatever else the file said is left behind.
    bare = picture.copy()
    bare.info = {}
    out = io.BytesIO()
    bare.save(out, written_as, **{k: v for k, v in options.items() if v not in (None, b"")})
    return out.getvalue()


def _orientation_alone(picture: Image.Image) -> bytes:
    turned = picture.getexif().get(ORIENTATION)
    if turned not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    return exif.tobytes()


def _sampling(picture: Image.Image) -> int | None:
    from PIL.JpegImagePlugin import get_sampling

    found = get_sampling(picture)
    return found if found in (0, 1, 2) else None
