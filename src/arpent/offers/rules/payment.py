"""How long a customer may take to pay: one rule for the form, the firm's own rules and the sending (C.

com. L441-10).
"""

import datetime as dt

from arpent.kernel.errors import DomainError
from arpent.parameters.public import figure


def delay_refusal(days: int, end_of_month: bool, day: dt.date) -> DomainError | None:
    """Return why a delay of payment, in days from the invoice, is not allowed on a day; None when it is."""
    most = int(figure("payment.most_days_end_of_month" if end_of_month else "payment.most_days", day))
    if 0 <= days <= most:
        return None
    return DomainError("offers.too_long_month" if end_of_month else "offers.too_long", most=most)
