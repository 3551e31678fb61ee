"""What other domains may use of pricing."""

from .conditions import Conditions
from .lines import PricedLine, PricingLine, line_cost, take_promotion_off
from .options import check_selection, selected_lines
from .tax_regimes import regime_of
from .totals import PricedOffer, price_offer
from .vat import CATEGORIES, Regime, VatCode, VatLine, rate_for
from .waterfall import ON_OFFER, Margin, Step, Waterfall
from .worst_case import ChoiceSpace

__all__ = [
    "CATEGORIES",
    "ON_OFFER",
    "ChoiceSpace",
    "Conditions",
    "Margin",
    "PricedLine",
    "PricedOffer",
    "PricingLine",
    "Regime",
    "Step",
    "VatCode",
    "VatLine",
    "Waterfall",
    "check_selection",
    "line_cost",
    "price_offer",
    "rate_for",
    "regime_of",
    "selected_lines",
    "take_promotion_off",
]
