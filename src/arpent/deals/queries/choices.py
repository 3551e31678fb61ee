"""The choices that forms offer."""

from ..models import DealContact, InformationRequest
from ..models.deal import COMPETITIVE_PRESSURES, LOST_REASONS, STEP_KINDS

WHOM = list(InformationRequest.Whom.choices)
BUYING_ROLES = list(DealContact.BuyingRole.choices)

__all__ = ["BUYING_ROLES", "COMPETITIVE_PRESSURES", "LOST_REASONS", "STEP_KINDS", "WHOM"]
