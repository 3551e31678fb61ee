"""Permissions of imports; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class ImportPermission(StrEnum):
    """Permissions of imports, by code."""

    IMPORT_FILE = "import_file"
