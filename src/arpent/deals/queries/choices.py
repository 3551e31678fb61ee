"""The choices that forms offer."""

from ..models import Ask, DealContact
from ..models.deal import LOST_REASONS, PRESSURES, STEP_KINDS

WHOM = list(Ask.Whom.choices)
PARTS = list(DealContact.Part.choices)

__all__ = ["LOST_REASONS", "PARTS", "PRESSURES", "STEP_KINDS", "WHOM"]
