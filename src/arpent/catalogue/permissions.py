"""Permissions of the catalogue; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class CataloguePermission(StrEnum):
    """Permissions of the catalogue, by code."""

    SEE_CATALOGUE = "see_catalogue"
    CHANGE_CATALOGUE = "change_catalogue"
