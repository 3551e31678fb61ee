"""Territory on the page of today: whether the user has a sector."""

from arpent.kernel.today import TodayContext

from ..queries.sectors import list_sectors


def has_sector(context: TodayContext) -> bool:
    """Return whether the user sees at least one sector."""
    return bool(list_sectors(by=context.by))
