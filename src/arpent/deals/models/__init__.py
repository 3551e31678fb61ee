"""Models of deals."""

from .deal import Deal, DealContact, StageMove
from .document import DealDocument
from .information_request import InformationRequest
from .need import NeedAnswer, NeedSheet
from .stage import Stage

__all__ = ["Deal", "DealContact", "DealDocument", "InformationRequest", "NeedAnswer", "NeedSheet", "Stage", "StageMove"]
