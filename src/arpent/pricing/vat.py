"""Value added tax: regimes, rates by day, tax by rate."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from arpent.kernel.errors import DomainError
from arpent.kernel.money import ZERO, share
from arpent.parameters.public import figure


class Regime(StrEnum):
    """VAT regime of a delivery by its places of departure and arrival (articles of the CGI, the French tax code)."""

    FRANCE = "france"
    DOM = "dom"  # from the mainland to an overseas department, or between two markets there: CGI 294-2
    OVERSEAS = "overseas"  # within Guadeloupe and Martinique, within Réunion: CGI 296
    UNTAXED = "untaxed"  # within Guyane, within Mayotte: CGI 294-1
    INTRA_EU = "intra_eu"  # CGI 262 ter I
    REVERSE = "reverse"  # services in the Union: CGI 283-2
    EXPORT = "export"  # CGI 262 I


class VatCode(StrEnum):
    """VAT rate of a product by its legal name; ``rate_for`` returns its percentage."""

    NORMAL = "normal"
    INTERMEDIATE = "intermediate"
    REDUCED = "reduced"
    SUPER_REDUCED = "super_reduced"


TAXED = (Regime.FRANCE, Regime.OVERSEAS)
# UN/ECE 5305 as EN 16931 and Order-X use it.
CATEGORIES = {
    Regime.FRANCE: "S",
    Regime.DOM: "G",
    Regime.OVERSEAS: "S",
    Regime.UNTAXED: "O",
    Regime.INTRA_EU: "K",
    Regime.REVERSE: "AE",
    Regime.EXPORT: "G",
}


@dataclass(frozen=True, slots=True)
class VatLine:
    """VAT at one rate (percent), rounded once on the sum of its lines (``basis``); in the offer's currency."""

    rate: Decimal
    basis: Decimal
    tax: Decimal


def rate_for(regime: Regime, code: VatCode, on: dt.date) -> Decimal:
    """Return the VAT rate in percent (20 for 20 %) of a code under a regime on a day; 0 under a regime without VAT.

    Raise DomainError "offers.no_such_rate" for a rate that does not exist under the regime, LookupError for a day
    before the table of rates begins (parameters/data/parameters.csv).
    """
    if regime not in TAXED:
        return ZERO
    if regime == Regime.OVERSEAS:
        if code == VatCode.SUPER_REDUCED:
            raise DomainError("offers.no_such_rate")
        # CGI 296: what is reduced in France, at 10 as at 5.5 %, has the one reduced rate there.
        code = VatCode.NORMAL if code == VatCode.NORMAL else VatCode.REDUCED
    return figure(f"vat.{regime.value}.{code.value}", on)


def vat_of(bases: Iterable[tuple[Decimal, Decimal]]) -> tuple[VatLine, ...]:
    """Return the VAT by rate, highest rate first, from pairs (rate in percent, amount excl. VAT)."""
    sums: dict[Decimal, Decimal] = defaultdict(lambda: ZERO)
    for rate, basis in bases:
        sums[rate] += basis
    return tuple(VatLine(rate, basis, share(basis, rate)) for rate, basis in sorted(sums.items(), reverse=True))
