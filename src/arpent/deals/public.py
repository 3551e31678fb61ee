"""What other domains may use of deals."""

from .actions.asking import answer_ask, ask, link_token
from .actions.deals import change_deal, get_deal, open_deal
from .actions.moving import move_deal, set_part
from .actions.needs import confirm_need, get_need, save_need
from .queries.listing import (
    DealFilter,
    company_ids_of,
    count_late_deals,
    find_deals,
    list_company_deals,
    list_deal_ids,
    list_open_deals,
)
from .queries.needs import demand_of, guide_of, list_needs, need_address
from .queries.stages import list_stages

__all__ = [
    "DealFilter",
    "answer_ask",
    "ask",
    "change_deal",
    "company_ids_of",
    "confirm_need",
    "count_late_deals",
    "demand_of",
    "find_deals",
    "get_deal",
    "get_need",
    "guide_of",
    "link_token",
    "list_company_deals",
    "list_deal_ids",
    "list_needs",
    "list_open_deals",
    "list_stages",
    "move_deal",
    "need_address",
    "open_deal",
    "save_need",
    "set_part",
]
