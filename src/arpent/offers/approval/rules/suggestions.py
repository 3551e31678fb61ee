"""One change that would make an offer pass without asking."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ApprovalSuggestion:
    """``kind``: "payment" (days from the invoice), "carriage" (paid by the customer), "both", "deposit" and "discount"
    (percent),
    "price" (net, in the offer's currency), "line" (percent on the line ``key``); ``value``: what it would be, ``was``:
    what it is.
    """

    kind: str
    value: Decimal
    was: Decimal
    key: str = ""
