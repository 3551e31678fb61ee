"""What other domains may use of configurator."""

from .address import ConfigurationAddress, read_address, read_need, write_need
from .configuration import Configuration, Need, Reason
from .encoder import accepted_values, encode_family
from .formulas.parsing import NO_UNIT, read_formula
from .model import Characteristic, Component, FamilyModel, Kind, Part, Rule
from .numbers import ABSENT, read_number, show_number, trailing_unit, with_unit
from .optimisation import optimise
from .part_prices import PartLine, lowest_tier_price
from .unit_table import DENSITY, WATER
from .units import convert, is_head, read_unit, show_unit
from .validation import FamilyCheck, check_family

__all__ = [
    "ABSENT",
    "DENSITY",
    "NO_UNIT",
    "WATER",
    "Characteristic",
    "Component",
    "Configuration",
    "ConfigurationAddress",
    "FamilyCheck",
    "FamilyModel",
    "Kind",
    "Need",
    "Part",
    "PartLine",
    "Reason",
    "Rule",
    "accepted_values",
    "check_family",
    "convert",
    "encode_family",
    "is_head",
    "lowest_tier_price",
    "optimise",
    "read_address",
    "read_formula",
    "read_need",
    "read_number",
    "read_unit",
    "show_number",
    "show_unit",
    "trailing_unit",
    "with_unit",
    "write_need",
]
