"""Formulas over characteristics: parsed, checked for dimensions, evaluated on columns of values."""

from .evaluating import Evaluation, Known
from .parsing import DEEPEST, LONGEST, NO_UNIT, Formula, read_formula

__all__ = ["DEEPEST", "LONGEST", "NO_UNIT", "Evaluation", "Formula", "Known", "read_formula"]
