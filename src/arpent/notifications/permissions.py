"""Permissions of notifications; roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class NotificationsPermission(StrEnum):
    """What a person may do with notifications."""

    RECEIVE = "receive_notifications"
