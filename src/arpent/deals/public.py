"""What other domains may use of deals."""

from .actions.asking import answer_ask, ask, link_token
from .actions.deals import change_deal, open_deal
from .actions.moving import move_deal, set_part
from .actions.needs import confirm_need, save_need
from .queries.listing import DealFilter, count_late_deals, list_company_deals
from .queries.stages import list_stages

__all__ = [
    "DealFilter",
    "answer_ask",
    "ask",
    "change_deal",
    "confirm_need",
    "count_late_deals",
    "link_token",
    "list_company_deals",
    "list_stages",
    "move_deal",
    "open_deal",
    "save_need",
    "set_part",
]
