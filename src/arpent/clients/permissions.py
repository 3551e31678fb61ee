"""Permissions of the commercial file; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class ClientPermission(StrEnum):
    """Permissions of the commercial file, by code."""

    SEE_CLIENTS = "see_clients"
    CHANGE_CLIENTS = "change_clients"
    ASSIGN_CLIENTS = "assign_clients"
