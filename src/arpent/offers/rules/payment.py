"""Legal limits of payment terms, used by forms, policies and sending (C. com. L441-10)."""

import datetime as dt

from arpent.kernel.errors import DomainError
from arpent.parameters.public import figure


def delay_refusal(days: int, end_of_month: bool, day: dt.date) -> DomainError | None:
    """Return the refusal of a payment delay in days from the invoice, on a day; None when it is legal (C. com.
    L441-10, I).

    "offers.too_long", or "offers.too_long_month" for an end-of-month term; limits in parameters/data/parameters.csv.
    """
    most = int(figure("payment.most_days_end_of_month" if end_of_month else "payment.most_days", day))
    if 0 <= days <= most:
        return None
    return DomainError("offers.too_long_month" if end_of_month else "offers.too_long", most=most)
