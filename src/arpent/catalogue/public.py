"""What other domains may use of the catalogue."""

from .actions.documents import add_version, save_document
from .actions.families import save_characteristic, save_family, save_rule, save_slot
from .actions.guides import save_question
from .actions.importing.product_file import ProductFile
from .actions.improvements import comment_improvement, decide_improvement, propose_improvement
from .actions.prices import save_period, save_price_list, set_prices
from .actions.products import link_product, save_product
from .models import Product
from .queries.configuring import open_configuration
from .queries.documents import pictures_of, terms_on
from .queries.families import get_family, list_families
from .queries.files import picture_path, terms_file
from .queries.guides import demand_value, list_questions, read_answer, read_density
from .queries.products import (
    find_product,
    find_products,
    get_price_list,
    last_day_of,
    list_companions,
    list_for,
    list_price_lists,
    prices_on,
    products_by_reference,
    search_products,
    sheets_of,
)
from .queries.solutions import Chosen, ChosenPart, demands_met, price_lines, proposals, rate_of, settle
from .rules.pricing import is_sold_whole

__all__ = [
    "Chosen",
    "ChosenPart",
    "Product",
    "ProductFile",
    "add_version",
    "comment_improvement",
    "decide_improvement",
    "demand_value",
    "demands_met",
    "find_product",
    "find_products",
    "get_family",
    "get_price_list",
    "is_sold_whole",
    "last_day_of",
    "link_product",
    "list_companions",
    "list_families",
    "list_for",
    "list_price_lists",
    "list_questions",
    "open_configuration",
    "picture_path",
    "pictures_of",
    "price_lines",
    "prices_on",
    "products_by_reference",
    "proposals",
    "propose_improvement",
    "rate_of",
    "read_answer",
    "read_density",
    "save_characteristic",
    "save_document",
    "save_family",
    "save_period",
    "save_price_list",
    "save_product",
    "save_question",
    "save_rule",
    "save_slot",
    "search_products",
    "set_prices",
    "settle",
    "sheets_of",
    "terms_file",
    "terms_on",
]
