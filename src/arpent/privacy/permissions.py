"""Permissions of personal data; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class PrivacyPermission(StrEnum):
    """Permissions of personal data."""

    ERASE_PERSONS = "erase_persons"
