"""Tables of offers."""

from .approval import LEVELS, Approval, OfferPolicy, Promotion
from .line import OfferFile, OfferLine
from .offer import INCOTERMS, LANGUAGES, REGIMES, STATES, NumberSequence, Offer, OfferVersion
from .portal import LOST, OfferEvent, OfferLink, Outcome, Signature

__all__ = [
    "INCOTERMS",
    "LANGUAGES",
    "LEVELS",
    "LOST",
    "REGIMES",
    "STATES",
    "Approval",
    "NumberSequence",
    "Offer",
    "OfferEvent",
    "OfferFile",
    "OfferLine",
    "OfferLink",
    "OfferPolicy",
    "OfferVersion",
    "Outcome",
    "Promotion",
    "Signature",
]
