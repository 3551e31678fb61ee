"""What other domains may use of offers."""

from .actions.offline import write_quick_quote
from .approval.queries.policies import policy_on
from .document.actions.files import record_file, store_content
from .document.documents.terms import conditions_data
from .document.queries.customer import Customer
from .document.queries.parties import get_parties
from .document.rules.party import Party
from .models import LOST, OfferFile, OfferLine, OfferVersion, Outcome, Signature
from .permissions import OfferPermission
from .portal.actions.email import QUOTE_EMAIL
from .portal.web.views import send_file
from .queries.calculation import calculate_quote, number_lines
from .queries.listing import find_offers, first_offers
from .queries.notifications import list_notifications
from .queries.offline import get_offer_edition, snapshot_prices, snapshot_quotes
from .queries.pricing import price_version
from .queries.undo_guards import IRREVERSIBLE_KINDS, frozen_approvals, frozen_lines, frozen_versions
from .queries.versions import get_version, list_lines
from .rules.lifecycle import State

__all__ = [
    "IRREVERSIBLE_KINDS",
    "LOST",
    "QUOTE_EMAIL",
    "Customer",
    "OfferFile",
    "OfferLine",
    "OfferPermission",
    "OfferVersion",
    "Outcome",
    "Party",
    "Signature",
    "State",
    "calculate_quote",
    "conditions_data",
    "find_offers",
    "first_offers",
    "frozen_approvals",
    "frozen_lines",
    "frozen_versions",
    "get_offer_edition",
    "get_parties",
    "get_version",
    "list_lines",
    "list_notifications",
    "number_lines",
    "policy_on",
    "price_version",
    "record_file",
    "send_file",
    "snapshot_prices",
    "snapshot_quotes",
    "store_content",
    "write_quick_quote",
]
