"""What other domains may use of deals."""

from .actions.asking import answer_ask, ask, link_token
from .actions.deals import change_deal, get_deal, open_deal
from .actions.field import deal_of, request_quote, write_need
from .actions.following import follow_amount, follow_offer
from .actions.moving import move_deal, set_part
from .actions.needs import confirm_need, get_need, save_need
from .queries.field import board_deals, board_guides, need_edition, read_need_body, show_need, show_request
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
    "board_deals",
    "board_guides",
    "change_deal",
    "company_ids_of",
    "confirm_need",
    "count_late_deals",
    "deal_of",
    "demand_of",
    "find_deals",
    "follow_amount",
    "follow_offer",
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
    "need_edition",
    "open_deal",
    "read_need_body",
    "request_quote",
    "save_need",
    "set_part",
    "show_need",
    "show_request",
    "write_need",
]
