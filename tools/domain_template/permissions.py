"""Permissions of sample_domain; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class SampleDomainPermission(StrEnum):
    EDIT = "edit_sample_domain"
