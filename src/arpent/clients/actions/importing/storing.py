"""Where uploaded files lie, and who finds one again."""

from pathlib import Path
from uuid import UUID

from arpent.kernel.refusals import NotFound
from arpent.people.public import User, files_folder

from ...models import ImportFile

FOLDER = "imports"


def stored_path(file: ImportFile) -> Path:
    return files_folder(FOLDER) / file.stored_as


def get_import(*, file_id: UUID, by: User) -> ImportFile:
    file = ImportFile.objects.visible_to(by).filter(pk=file_id).first()
    if file is None:
        raise NotFound("import")
    return file
