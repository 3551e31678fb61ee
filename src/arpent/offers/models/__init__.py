"""The tables of offers."""

from .approval import LEVELS, Approval, Campaign, OfferPolicy
from .offer import INCOTERMS, LANGUAGES, REGIMES, STATES, Offer, OfferFile, OfferLine, OfferVersion, OfferYear
from .portal import LOST, OfferEvent, OfferLink, Outcome, Signature

__all__ = [
    "INCOTERMS",
    "LANGUAGES",
    "LEVELS",
    "LOST",
    "REGIMES",
    "STATES",
    "Approval",
    "Campaign",
    "Offer",
    "OfferEvent",
    "OfferFile",
    "OfferLine",
    "OfferLink",
    "OfferPolicy",
    "OfferVersion",
    "OfferYear",
    "Outcome",
    "Signature",
]
