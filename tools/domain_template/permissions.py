"""Permissions of sample_domain; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class SampleDomainPermission(StrEnum):
    """Permissions of sample_domain, by code."""

    EDIT = "edit_sample_domain"
