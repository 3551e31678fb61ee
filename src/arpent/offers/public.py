"""What other domains may use of offers."""

from .approval.queries.policies import policy_on
from .models import LOST, OfferFile, OfferLine, OfferVersion, Outcome, Signature
from .portal.web.views import send_file
from .printing.actions.files import record_file, store_content
from .printing.documents.terms import conditions_data
from .printing.queries.customer import Customer
from .printing.queries.parties import get_parties
from .printing.rules.party import Party
from .queries.calculation import calculate_quote, number_lines
from .queries.pricing import price_version
from .queries.versions import get_version, list_lines
from .rules.lifecycle import State

__all__ = [
    "LOST",
    "Customer",
    "OfferFile",
    "OfferLine",
    "OfferVersion",
    "Outcome",
    "Party",
    "Signature",
    "State",
    "calculate_quote",
    "conditions_data",
    "get_parties",
    "get_version",
    "list_lines",
    "number_lines",
    "policy_on",
    "price_version",
    "record_file",
    "send_file",
    "store_content",
]
