"""Columns of percentages from 0 to 100."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


def percent_field(label: Any, **options: Any) -> "models.DecimalField[str | float | Decimal, Decimal]":
    """Return a column for a percentage from 0 to 100 with two decimals. ``options``: those of the column, such as
    default.
    """
    limits = [MinValueValidator(0), MaxValueValidator(100)]
    return models.DecimalField(label, max_digits=5, decimal_places=2, validators=limits, **options)
