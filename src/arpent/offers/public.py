"""What other domains may use of offers."""

from .actions.lines import save_lines
from .actions.offers import open_offer
from .actions.offline import write_quick_quote
from .approval.actions.approvals import ask_approval
from .approval.actions.policies import save_campaign, save_policy
from .approval.queries.policies import policy_on
from .document.actions.files import record_file, store_content
from .document.queries.customer import Customer
from .document.queries.parties import parties_of
from .document.queries.terms import conditions_data
from .document.rules.party import Party
from .models import LOST, OfferFile, OfferLine, OfferVersion, Outcome, Signature
from .portal.actions.activity import ask_question, record_opening
from .portal.actions.email import LETTER
from .portal.actions.sending import send_offer
from .portal.actions.signing import refuse_offer, sign_offer
from .portal.queries.access import token_of
from .portal.web.views import send_file
from .queries.calculation import figures_of, number_lines
from .queries.listing import find_offers, first_offers
from .queries.notifications import News, news_of
from .queries.offline import offer_edition, show_quote, snapshot_prices, snapshot_quotes
from .queries.pricing import price_version
from .queries.undo_guards import IRREVERSIBLE_KINDS, frozen_approvals, frozen_lines, frozen_versions
from .queries.versions import get_offer_lines, get_version, list_lines
from .rules.edits import Edit, read_edit
from .rules.lifecycle import State
from .rules.permissions import OfferPermission

__all__ = [
    "IRREVERSIBLE_KINDS",
    "LETTER",
    "LOST",
    "Customer",
    "Edit",
    "News",
    "OfferFile",
    "OfferLine",
    "OfferPermission",
    "OfferVersion",
    "Outcome",
    "Party",
    "Signature",
    "State",
    "ask_approval",
    "ask_question",
    "conditions_data",
    "figures_of",
    "find_offers",
    "first_offers",
    "frozen_approvals",
    "frozen_lines",
    "frozen_versions",
    "get_offer_lines",
    "get_version",
    "list_lines",
    "news_of",
    "number_lines",
    "offer_edition",
    "open_offer",
    "parties_of",
    "policy_on",
    "price_version",
    "read_edit",
    "record_file",
    "record_opening",
    "refuse_offer",
    "save_campaign",
    "save_lines",
    "save_policy",
    "send_file",
    "send_offer",
    "show_quote",
    "sign_offer",
    "snapshot_prices",
    "snapshot_quotes",
    "store_content",
    "token_of",
    "write_quick_quote",
]
