"""Product pictures of a document, resized into its folder."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from arpent.catalogue.public import list_pictures, picture_path
from arpent.kernel.ids import new_id
from arpent.people.public import User
from arpent.web.uploads import stored_path

from ...models import OfferVersion

SIDE = 300  # pixels


@dataclass(frozen=True)
class Picture:
    """Picture of a product. ``name``: file name in the document's folder."""

    reference: str
    name: str
    content: bytes


def small_pictures(*, references: Iterable[str], by: User, day: dt.date) -> list[Picture]:
    """Return a resized copy (300 pixels at most, JPEG) of the photograph of each product that has one on a day.

    Pictures are re-encoded: files from outside never reach a document unchanged.
    """
    pictures = []
    for number, (reference, version) in enumerate(sorted(list_pictures(references=references, by=by, day=day).items())):
        source = picture_path(version)
        if source is None:
            continue
        small = source.with_suffix(".small.jpg")
        if not small.exists():
            _shrink(source, small)
        pictures.append(Picture(reference, f"{number}.jpg", small.read_bytes()))
    return pictures


def stored_pictures(version: OfferVersion) -> list[Picture]:
    """Return the pictures that were stored with a sent version; those whose file is missing are left out."""
    pictures = []
    for entry in version.document_data.get("stored_pictures", []):
        path = stored_path("offers", str(entry["stored_as"]))
        if path.is_file():
            pictures.append(Picture(entry["reference"], entry["name"], path.read_bytes()))
    return pictures


def _shrink(source: Path, target: Path) -> None:
    from PIL import Image

    with Image.open(source) as picture:
        picture.thumbnail((SIDE, SIDE))
        part = target.with_suffix(f".{new_id().hex}.part")  # two documents rendered concurrently
        picture.convert("RGB").save(part, "JPEG", quality=85)
    part.replace(target)
