"""What other domains may use of the catalogue."""

from .actions.components import save_component, save_rule
from .actions.documents import add_version, save_document
from .actions.families import save_characteristic, save_family
from .actions.guides import save_question
from .actions.improvements import comment_improvement, decide_improvement, propose_improvement
from .actions.prices import save_period, save_price_list, set_prices
from .actions.products import link_product, save_product
from .documents.first_page import picture_path
from .models import Product
from .queries.configuration_cache import open_configuration
from .queries.documents import list_pictures, terms_of_sale_on
from .queries.families import get_family, list_families
from .queries.files import terms_file
from .queries.guides import demand_value, list_questions, read_answer, read_density
from .queries.products import (
    find_product,
    find_products,
    get_price_list,
    last_day_of,
    list_companions,
    list_for,
    list_price_lists,
    list_product_sheets,
    prices_on,
    products_by_reference,
    search_products,
)
from .queries.selections import (
    SelectedPart,
    Selection,
    demand_statuses,
    price_lines,
    proposals,
    rate_of,
    resolve_selection,
)
from .rules.pricing import is_sold_whole

__all__ = [
    "Product",
    "SelectedPart",
    "Selection",
    "add_version",
    "comment_improvement",
    "decide_improvement",
    "demand_statuses",
    "demand_value",
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
    "list_pictures",
    "list_price_lists",
    "list_product_sheets",
    "list_questions",
    "open_configuration",
    "picture_path",
    "price_lines",
    "prices_on",
    "products_by_reference",
    "proposals",
    "propose_improvement",
    "rate_of",
    "read_answer",
    "read_density",
    "resolve_selection",
    "save_characteristic",
    "save_component",
    "save_document",
    "save_family",
    "save_period",
    "save_price_list",
    "save_product",
    "save_question",
    "save_rule",
    "search_products",
    "set_prices",
    "terms_file",
    "terms_of_sale_on",
]
