"""The file of an import: receive it, understand its table, say which column holds what."""

import datetime as dt
import shutil
from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings

from arpent.kernel.ids import new_id
from arpent.kernel.refusals import NotFound, Refused
from arpent.people.public import Act, Reach, User, check_may, list_negotiators

from ...models import Company, ImportFile
from ...queries.tables import inspect_table
from ...rules.importing.columns import SYNONYMS, guess_mapping

CHOICES = ("create", "update", "skip")
# Per match rule, what is done with a row that matches; a known siren with an unknown place makes a new site.
DEFAULT_OPTIONS: dict[str, Any] = {"siret": "update", "siren": "update", "name_place": "update", "natural_persons": False,
                                   "owner": "", "relationship": "suspect", "source": ""}  # fmt: skip


def uploads_folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def stored_path(file: ImportFile) -> Path:
    return uploads_folder() / file.stored_as


def receive_file(*, by: User, at: dt.datetime, name: str, content: BinaryIO) -> ImportFile:
    """Store an uploaded file under a name of ours and understand its table. Raise Refused when it is none."""
    check_may(by, Act.IMPORT_FILE)
    pk = new_id()
    path = uploads_folder() / f"{pk.hex}.data"
    with path.open("wb") as out:
        shutil.copyfileobj(content, out, 1024 * 1024)
    size = path.stat().st_size
    limit = settings.ARPENT_MAX_UPLOAD
    try:
        if size > limit:
            raise Refused("import.too_large", limit=limit // 1024 // 1024)
        shape = inspect_table(path)
    except Refused:
        path.unlink()
        raise
    mapping = {str(i): f for i, f in guess_mapping(shape.columns).items()}
    return ImportFile.objects.create(
        id=pk, owner=by, name=Path(name).name[:200] or "fichier", stored_as=path.name, size=size, created_at=at,
        table=shape.as_json(), mapping=mapping, options={**DEFAULT_OPTIONS, "owner": str(by.pk)},
    )  # fmt: skip


def get_import(*, file_id: UUID, by: User) -> ImportFile:
    file = ImportFile.objects.visible_to(by).filter(pk=file_id).first()
    if file is None:
        raise NotFound("import")
    return file


def set_mapping(*, file_id: UUID, by: User, mapping: dict[str, str], options: dict[str, Any]) -> ImportFile:
    """Set which column holds what, and what is done with matches. Raise Refused when no column holds the name."""
    file = get_import(file_id=file_id, by=by)
    if file.state not in (ImportFile.State.UPLOADED, ImportFile.State.CHECKED):
        raise Refused("import.already_run")
    width = len(file.table["columns"])
    chosen = {i: f for i, f in mapping.items() if f and i.isdigit() and int(i) < width}
    if any(f not in SYNONYMS for f in chosen.values()):
        raise Refused("import.no_such_field")
    doubled = [f for f, n in Counter(chosen.values()).items() if n > 1]
    if doubled:
        raise Refused("import.field_twice", field=doubled[0])
    if "name" not in chosen.values() and "person_name" not in chosen.values():
        raise Refused("import.name_needed")
    clean = {**DEFAULT_OPTIONS, **{k: v for k, v in options.items() if k in DEFAULT_OPTIONS}}
    if any(clean[rule] not in CHOICES for rule in ("siret", "siren", "name_place")):
        raise Refused("import.no_such_field")
    if clean["relationship"] not in Company.Relationship.values:
        raise Refused("clients.wrong_relationship")
    people = {str(p.pk) for p in list_negotiators(by=by, act=Act.IMPORT_FILE)}
    if clean["owner"] and clean["owner"] not in people:
        raise NotFound("person")
    if not clean["owner"] and by.reach(Act.IMPORT_FILE) != Reach.ALL:
        raise Refused("import.owner_needed")
    file.mapping, file.options, file.state = chosen, clean, ImportFile.State.UPLOADED
    file.save(update_fields=["mapping", "options", "state"])
    return file
