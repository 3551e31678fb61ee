"""The one margin engine: from the list price to the pocket margin, for a line, an offer, a deal, a customer.

The rules in prose, with worked tables, are in ``docs/rules/price.md``; each table there is run by a test.
"""

from .conditions import Conditions
from .figures import Margin, Step, Waterfall, sum_waterfalls
from .lines import CountedLine, PricedLine, take_campaign_off
from .offer import PricedOffer, price_offer
from .vat import Regime, VatCode, VatLine, rate_for

__all__ = [
    "Conditions",
    "CountedLine",
    "Margin",
    "PricedLine",
    "PricedOffer",
    "Regime",
    "Step",
    "VatCode",
    "VatLine",
    "Waterfall",
    "price_offer",
    "rate_for",
    "sum_waterfalls",
    "take_campaign_off",
]
