"""The choices that forms offer."""

from ..models import DealContact

BUYING_ROLES = list(DealContact.BuyingRole.choices)
