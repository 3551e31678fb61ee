"""What other domains may use of pricing."""

from .conditions import Conditions
from .lines import CountedLine, PricedLine, cost_of, take_campaign_off
from .options import check_taken, counted_when
from .tax_regimes import regime_of
from .totals import PricedOffer, price_offer
from .vat import CATEGORIES, Regime, VatCode, VatLine, rate_for
from .waterfall import ON_OFFER, Margin, Step, Waterfall, sum_waterfalls
from .worst_case import ChoiceSpace

__all__ = [
    "CATEGORIES",
    "ON_OFFER",
    "ChoiceSpace",
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
    "check_taken",
    "cost_of",
    "counted_when",
    "price_offer",
    "rate_for",
    "regime_of",
    "sum_waterfalls",
    "take_campaign_off",
]
