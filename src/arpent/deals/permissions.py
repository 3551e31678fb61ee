"""Permissions of deals; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class DealPermission(StrEnum):
    """Permissions of deals."""

    SEE_DEALS = "see_deals"
    CHANGE_DEALS = "change_deals"
    SET_STAGES = "set_stages"
