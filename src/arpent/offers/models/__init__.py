"""The tables of offers."""

from .approval import LEVELS, Approval, Campaign, OfferPolicy
from .following import LOST, OfferEvent, OfferLink, Outcome, Signature
from .offer import INCOTERMS, LANGUAGES, REGIMES, STATES, Offer, OfferFile, OfferLine, OfferVersion, OfferYear
from .solution import Solution, SolutionExtra

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
    "Solution",
    "SolutionExtra",
]
