"""What other domains may use of the catalogue."""

from .actions.documents import add_version, save_document
from .actions.families import save_characteristic, save_family, save_rule, save_slot
from .actions.guides import save_question
from .actions.importing.product_file import ProductFile
from .actions.improvements import comment_improvement, decide_improvement, propose_improvement
from .actions.prices import save_period, save_price_list, set_prices
from .actions.products import link_product, save_product
from .queries.configuring import open_configuration
from .queries.families import get_family, list_families
from .queries.guides import list_questions, read_answer
from .queries.products import find_product, get_price_list, list_companions, list_for, list_price_lists
from .queries.solutions import Chosen, ChosenPart, demands_met, price_lines, proposals, settle, total_for
from .rules.configuring.address import ConfigurationAddress, read_address, read_need, write_need
from .rules.configuring.session import Configuration, Need
from .rules.numbers import with_unit
from .rules.pricing import Line, Total

__all__ = [
    "Chosen",
    "ChosenPart",
    "Configuration",
    "ConfigurationAddress",
    "Line",
    "Need",
    "ProductFile",
    "Total",
    "add_version",
    "comment_improvement",
    "decide_improvement",
    "demands_met",
    "find_product",
    "get_family",
    "get_price_list",
    "link_product",
    "list_companions",
    "list_families",
    "list_for",
    "list_price_lists",
    "list_questions",
    "open_configuration",
    "price_lines",
    "proposals",
    "propose_improvement",
    "read_address",
    "read_answer",
    "read_need",
    "save_characteristic",
    "save_document",
    "save_family",
    "save_period",
    "save_price_list",
    "save_product",
    "save_question",
    "save_rule",
    "save_slot",
    "set_prices",
    "settle",
    "total_for",
    "with_unit",
    "write_need",
]
