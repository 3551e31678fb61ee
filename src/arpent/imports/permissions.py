"""Permissions of imports; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class ImportPermission(StrEnum):
    IMPORT_FILE = "import_file"
