"""What other domains may use of configurator."""

from .address import ConfigurationAddress, read_address, read_need, write_need
from .configuration import Configuration, Need, Reason
from .encoder import accepted, build
from .formulas.parsing import NO_UNIT, read_formula
from .model import Characteristic, FamilyModel, Kind, Part, Rule, Slot
from .numbers import ABSENT, read_number, show_number, unit_behind, with_unit
from .optimisation import propose
from .part_prices import Line, least_price
from .unit_table import DENSITY, WATER
from .units import convert, is_head, read_unit, show_unit
from .validation import FamilyCheck, check_family

__all__ = [
    "ABSENT",
    "DENSITY",
    "NO_UNIT",
    "WATER",
    "Characteristic",
    "Configuration",
    "ConfigurationAddress",
    "FamilyCheck",
    "FamilyModel",
    "Kind",
    "Line",
    "Need",
    "Part",
    "Reason",
    "Rule",
    "Slot",
    "accepted",
    "build",
    "check_family",
    "convert",
    "is_head",
    "least_price",
    "propose",
    "read_address",
    "read_formula",
    "read_need",
    "read_number",
    "read_unit",
    "show_number",
    "show_unit",
    "unit_behind",
    "with_unit",
    "write_need",
]
