from .ask import Ask
from .deal import Deal, DealContact, StageMove
from .stage import Stage

__all__ = ["Ask", "Deal", "DealContact", "Stage", "StageMove"]
