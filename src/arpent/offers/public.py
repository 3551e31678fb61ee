"""What other domains may use of offers."""

from .actions.lines import save_lines
from .actions.offers import open_offer
from .actions.offline import write_quick_quote
from .approval.actions.approvals import request_approval
from .approval.actions.policies import save_policy, save_promotion
from .approval.queries.policies import policy_on
from .document.actions.files import record_file, store_content
from .document.queries.customer import Customer
from .document.queries.parties import get_parties
from .document.queries.terms import conditions_data
from .document.rules.party import Party
from .models import LOST, OfferFile, OfferLine, OfferVersion, Outcome, Signature
from .permissions import OfferPermission
from .portal.actions.activity import ask_question, record_opening
from .portal.actions.email import QUOTE_EMAIL
from .portal.actions.sending import send_offer
from .portal.actions.signing import refuse_offer, sign_offer
from .portal.queries.access import get_link_token
from .portal.web.views import send_file
from .queries.calculation import calculate_quote, number_lines
from .queries.listing import find_offers, first_offers
from .queries.notifications import list_notifications
from .queries.offline import describe_quick_quote, get_offer_edition, snapshot_prices, snapshot_quotes
from .queries.pricing import price_version
from .queries.undo_guards import IRREVERSIBLE_KINDS, frozen_approvals, frozen_lines, frozen_versions
from .queries.versions import get_offer_lines, get_version, list_lines
from .rules.edits import Edit, read_edit
from .rules.lifecycle import State

__all__ = [
    "IRREVERSIBLE_KINDS",
    "LOST",
    "QUOTE_EMAIL",
    "Customer",
    "Edit",
    "OfferFile",
    "OfferLine",
    "OfferPermission",
    "OfferVersion",
    "Outcome",
    "Party",
    "Signature",
    "State",
    "ask_question",
    "calculate_quote",
    "conditions_data",
    "describe_quick_quote",
    "find_offers",
    "first_offers",
    "frozen_approvals",
    "frozen_lines",
    "frozen_versions",
    "get_link_token",
    "get_offer_edition",
    "get_offer_lines",
    "get_parties",
    "get_version",
    "list_lines",
    "list_notifications",
    "number_lines",
    "open_offer",
    "policy_on",
    "price_version",
    "read_edit",
    "record_file",
    "record_opening",
    "refuse_offer",
    "request_approval",
    "save_lines",
    "save_policy",
    "save_promotion",
    "send_file",
    "send_offer",
    "sign_offer",
    "snapshot_prices",
    "snapshot_quotes",
    "store_content",
    "write_quick_quote",
]
