"""Public interface of deals."""

from .actions.deals import change_deal, get_deal, open_deal
from .actions.information_requests import answer_request, create_request, link_token
from .actions.needs import confirm_need, get_need, save_need
from .actions.offline import deal_of
from .actions.quote_progress import follow_amount, follow_offer
from .actions.stage_moves import move_deal, set_buying_role
from .queries.listing import company_ids_of, list_deal_ids, list_deals_of_company, list_open_deals
from .queries.needs import demand_of, guide_of, list_needs, need_address
from .queries.stages import list_stages

__all__ = [
    "answer_request",
    "change_deal",
    "company_ids_of",
    "confirm_need",
    "create_request",
    "deal_of",
    "demand_of",
    "follow_amount",
    "follow_offer",
    "get_deal",
    "get_need",
    "guide_of",
    "link_token",
    "list_deal_ids",
    "list_deals_of_company",
    "list_needs",
    "list_open_deals",
    "list_stages",
    "move_deal",
    "need_address",
    "open_deal",
    "save_need",
    "set_buying_role",
]
