"""Permissions of offers; labels and roles are in the manifest (`domain.py`)."""

from enum import StrEnum


class OfferPermission(StrEnum):
    """Permissions of offers: approve at the manager's level, at the direction's, change policies and promotions."""

    APPROVE_OFFERS = "approve_offers"
    APPROVE_LOW_OFFERS = "approve_low_offers"
    SET_OFFER_RULES = "set_offer_rules"
