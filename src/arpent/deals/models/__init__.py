from .ask import Ask
from .deal import Deal, DealContact, StageMove
from .document import DealDocument
from .need import NeedAnswer, NeedSheet
from .stage import Stage

__all__ = ["Ask", "Deal", "DealContact", "DealDocument", "NeedAnswer", "NeedSheet", "Stage", "StageMove"]
