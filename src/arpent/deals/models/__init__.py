from .ask import Ask
from .deal import Deal, DealContact, StageMove
from .document import DealDocument
from .stage import Stage

__all__ = ["Ask", "Deal", "DealContact", "DealDocument", "Stage", "StageMove"]
