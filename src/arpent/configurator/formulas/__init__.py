"""Formulas over characteristics: parsed, checked for what they measure, computed on whole columns of values at once."""

from .evaluating import Evaluation, Known
from .parsing import DEEPEST, LONGEST, NO_UNIT, Formula, read_formula

__all__ = ["DEEPEST", "LONGEST", "NO_UNIT", "Evaluation", "Formula", "Known", "read_formula"]
