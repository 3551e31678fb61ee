"""Small pictures of products for an offer's paper: drawn by us, small, in the folder of one paper."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from arpent.catalogue.public import picture_path, pictures_of
from arpent.people.public import User

SIDE = 300  # pixels


def write_pictures(*, references: Iterable[str], by: User, day: dt.date, folder: Path) -> dict[str, str]:
    """Write the photograph of each product that has one into a folder, small; return its name by reference.

    They are copies: the compiler follows no link out of its folder, and a file from outside never reaches it as it came.
    """
    found = {}
    for number, (reference, version) in enumerate(sorted(pictures_of(references=references, by=by, day=day).items())):
        source = picture_path(version)
        if source is None:
            continue
        small = source.with_suffix(".small.jpg")
        if not small.exists():
            _shrink(source, small)
        name = f"{number}.jpg"
        (folder / name).write_bytes(small.read_bytes())
        found[reference] = name
    return found


def _shrink(source: Path, target: Path) -> None:
    from PIL import Image

    with Image.open(source) as picture:
        picture.thumbnail((SIDE, SIDE))
        part = target.with_suffix(".part")
        picture.convert("RGB").save(part, "JPEG", quality=85)
    part.replace(target)
