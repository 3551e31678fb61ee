"""Detect the media type of uploaded pictures and sounds, and strip the metadata of pictures.

A picture is decoded and encoded again without Exif (which contains the location), XMP, comments and trailing bytes. The
orientation and the colour profile are preserved.
"""

import io
import warnings
from typing import Any

import filetype
from PIL import Image, UnidentifiedImageError

MAX_PIXELS = 40_000_000
ORIENTATION = 0x0112
# Media types of recorded sounds by what filetype detects: it reports an audio-only container as video.
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
    """The content starts like a picture but cannot be decoded."""


class PictureTooLarge(ValueError):
    """The picture has more pixels than the limit."""


def media_type_of(content: bytes) -> str:
    """Return the media type detected from the first bytes: image/jpeg, image/png, image/webp or audio/*; else ""."""
    detected = filetype.guess_mime(content[:HEAD]) or ""
    if detected in ("image/jpeg", "image/png", "image/webp"):
        return str(detected)
    return SOUNDS.get(detected, "")


def is_picture(content: bytes) -> bool:
    """Return whether the first bytes are those of a picture format supported by `clean_picture`."""
    return media_type_of(content).startswith("image/")


def clean_picture(content: bytes, max_pixels: int = MAX_PIXELS) -> bytes:
    """Return the picture encoded again with only its pixels, orientation and colour profile.

    PNG is lossless; JPEG is encoded with the original quantisation tables, without visible loss. Raise
    UnreadablePicture when it cannot be decoded, PictureTooLarge beyond ``max_pixels``.
    """
    return _encode(_decode(content, max_pixels))


def check_picture(content: bytes, max_pixels: int = MAX_PIXELS) -> None:
    """Raise UnreadablePicture when a picture cannot be decoded, PictureTooLarge beyond ``max_pixels``."""
    _decode(content, max_pixels)


def _decode(content: bytes, max_pixels: int) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the bound below is stricter
            picture = Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"])
            if picture.width * picture.height > max_pixels:
                raise PictureTooLarge
            picture.load()
    except (PictureTooLarge, Image.DecompressionBombError) as error:
        raise PictureTooLarge from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError) as error:
        raise UnreadablePicture from error
    return picture


def _encode(picture: Image.Image) -> bytes:
    # MPO is a JPEG that contains a second picture, which is dropped.
    output_format = "JPEG" if picture.format == "MPO" else str(picture.format)
    options: dict[str, Any] = {"exif": _orientation_exif(picture)}
    if profile := picture.info.get("icc_profile"):
        options["icc_profile"] = profile
    if output_format == "JPEG":
        options |= {"qtables": getattr(picture, "quantization", None), "subsampling": _sampling(picture)}
        options["optimize"] = True
    elif output_format == "WEBP":
        options |= {"quality": 90, "method": 4}
    elif "transparency" in picture.info:
        options["transparency"] = picture.info["transparency"]
    # Copy the pixels only, without metadata.
    pixels = picture.copy()
    pixels.info = {}
    out = io.BytesIO()
    pixels.save(out, output_format, **{k: v for k, v in options.items() if v not in (None, b"")})
    return out.getvalue()


def _orientation_exif(picture: Image.Image) -> bytes:
    orientation = picture.getexif().get(ORIENTATION)
    if orientation not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif.tobytes()


def _sampling(picture: Image.Image) -> int | None:
    from PIL.JpegImagePlugin import get_sampling

    sampling = get_sampling(picture)
    return sampling if sampling in (0, 1, 2) else None
