"""Where uploaded files lie, and who finds one again."""

from pathlib import Path
from uuid import UUID

from django.conf import settings

from arpent.kernel.refusals import NotFound
from arpent.people.public import User

from ...models import ImportFile


def uploads_folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def stored_path(file: ImportFile) -> Path:
    return uploads_folder() / file.stored_as


def get_import(*, file_id: UUID, by: User) -> ImportFile:
    file = ImportFile.objects.visible_to(by).filter(pk=file_id).first()
    if file is None:
        raise NotFound("import")
    return file
