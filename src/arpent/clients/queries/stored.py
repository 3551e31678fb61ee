"""Where an uploaded file lies."""

from pathlib import Path

from arpent.people.public import files_folder

from ..models import ImportFile

FOLDER = "imports"


def stored_path(file: ImportFile) -> Path:
    return files_folder(FOLDER) / file.stored_as
