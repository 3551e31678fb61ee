"""First steps of the firm: its legal identity, its people."""

from arpent.kernel.today import TodayContext
from arpent.people.public import get_organisation, list_all_people


def has_identity(context: TodayContext) -> bool:
    """Return whether the firm has what the law asks of its quotes first: its number and its address."""
    firm = get_organisation()
    return firm is not None and bool(firm.siren and firm.city)


def has_colleagues(context: TodayContext) -> bool:
    """Return whether somebody besides the first user has an account."""
    return list_all_people().count() > 1
