"""What other domains may use of the catalogue."""

from .actions.families import save_characteristic, save_family, save_rule, save_slot
from .actions.guides import save_question
from .actions.prices import save_period, save_price_list, set_price, set_prices
from .actions.products import link_product, save_product
from .queries.families import family_model, get_family, list_families
from .queries.guides import list_questions, read_answer
from .queries.products import list_price_lists, tiers_on
from .rules.numbers import with_unit

__all__ = [
    "family_model",
    "get_family",
    "link_product",
    "list_families",
    "list_price_lists",
    "list_questions",
    "read_answer",
    "save_characteristic",
    "save_family",
    "save_period",
    "save_price_list",
    "save_product",
    "save_question",
    "save_rule",
    "save_slot",
    "set_price",
    "set_prices",
    "tiers_on",
    "with_unit",
]
