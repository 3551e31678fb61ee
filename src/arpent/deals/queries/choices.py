"""Choices offered by forms."""

from ..models import DealContact

BUYING_ROLES = list(DealContact.BuyingRole.choices)
