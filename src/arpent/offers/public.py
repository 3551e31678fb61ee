"""What other domains may use of offers."""

from .actions.approving import ask_approval
from .actions.field import write_quick_quote
from .actions.following import ask_question, record_opening
from .actions.lines import save_lines
from .actions.mailing import LETTER
from .actions.offers import open_offer
from .actions.policy import save_campaign, save_policy
from .actions.sending import send_offer
from .actions.signing import refuse_offer, sign_offer
from .actions.solutions import judge_solution, save_solution
from .queries.field import board_offers, board_prices, offer_edition, show_quote
from .queries.frozen import LASTING, frozen_approvals, frozen_lines, frozen_versions
from .queries.links import token_of
from .queries.listing import find_offers, first_offers
from .queries.news import News, news_of
from .queries.solutions import list_id_for, list_kept
from .queries.versions import get_offer_lines
from .rules.edits import Edit, read_edit

__all__ = [
    "LASTING",
    "LETTER",
    "Edit",
    "News",
    "ask_approval",
    "ask_question",
    "board_offers",
    "board_prices",
    "find_offers",
    "first_offers",
    "frozen_approvals",
    "frozen_lines",
    "frozen_versions",
    "get_offer_lines",
    "judge_solution",
    "list_id_for",
    "list_kept",
    "news_of",
    "offer_edition",
    "open_offer",
    "read_edit",
    "record_opening",
    "refuse_offer",
    "save_campaign",
    "save_lines",
    "save_policy",
    "save_solution",
    "send_offer",
    "show_quote",
    "sign_offer",
    "token_of",
    "write_quick_quote",
]
