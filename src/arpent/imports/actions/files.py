"""Uploaded files: storage, table detection, column mapping."""

import datetime as dt
from collections import Counter
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.utils.timezone import localdate

from arpent.kernel.errors import DomainError
from arpent.kernel.ids import new_id
from arpent.kernel.text import parse_whole_number
from arpent.people.public import User, require_permission
from arpent.web.uploads import clean_file_name, removing_files_on_error, store_file

from ..models import ImportFile
from ..queries.stored import FOLDER
from ..queries.tables import inspect_table
from .importers import get_importer
from .imports import get_import


def receive_file(*, by: User, at: dt.datetime, name: str, content: BinaryIO, kind: str = "companies") -> ImportFile:
    """Store an uploaded file under a generated name and detect its table, columns and default options.

    ``kind``: code of an importer. Raise NotFound for another one, DomainError "people.not_allowed" without its
    permission, "imports.too_large", and those of `inspect_table`; the file is then removed.
    """
    reader = get_importer(kind)
    require_permission(by, reader.permission)
    pk = new_id()
    limit = settings.ARPENT_MAX_UPLOAD
    with removing_files_on_error():
        path = store_file(folder=FOLDER, pk=pk, content=content)
        size = path.stat().st_size
        if size > limit:
            raise DomainError("imports.too_large", limit=limit // 1024 // 1024)
        shape = inspect_table(path, reader.columns)
        mapping = {str(i): f for i, f in reader.columns.guess(shape.columns).items()}
        return ImportFile.objects.create(
            id=pk,
            owner=by,
            kind=kind,
            name=clean_file_name(name, "fichier"),
            stored_as=path.name,
            size=size,
            created_at=at,
            table=shape.as_json(),
            mapping=mapping,
            options=reader.defaults(by, localdate(at)),
        )


def set_mapping(*, file_id: UUID, by: User, mapping: dict[str, str], options: dict[str, Any]) -> ImportFile:
    """Set the column mapping (column index as text -> field) and the options; the file must be checked again.

    Unknown columns and options are ignored. Raise NotFound when the import is not the person's, DomainError
    "imports.already_run", "imports.no_such_field", "imports.field_twice", and those of the importer's
    ``validate_options``.
    """
    file = get_import(file_id=file_id, by=by)
    if file.state not in (ImportFile.State.UPLOADED, ImportFile.State.CHECKED):
        raise DomainError("imports.already_run")
    importer = get_importer(file.kind)
    width = len(file.table["columns"])
    chosen = {i: f for i, f in mapping.items() if f and parse_whole_number(i, width - 1) is not None}
    if any(f not in importer.columns.fields and f not in importer.many for f in chosen.values()):
        raise DomainError("imports.no_such_field")
    doubled = [f for f, n in Counter(chosen.values()).items() if n > 1 and f not in importer.many]
    if doubled:
        raise DomainError("imports.field_twice", field=doubled[0])
    clean = {**file.options, **{k: v for k, v in options.items() if k in file.options}}
    file.options = importer.validate_options(mapping=chosen, options=clean, by=by)
    file.mapping, file.state = chosen, ImportFile.State.UPLOADED
    file.save(update_fields=["mapping", "options", "state"])
    return file
