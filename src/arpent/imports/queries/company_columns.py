"""The column names of commercial files: data/company_columns.csv, French and English.

Names are those of the exports of Odoo, Salesforce, HubSpot, Dolibarr, Sage and EBP, and of the SIRENE and BAN files.
"""

import csv
import io
from functools import lru_cache
from importlib.resources import files

from ..rules.columns import Columns


@lru_cache(maxsize=1)
def company_columns() -> Columns:
    """Return the fields of a commercial file with the names under which they are exported."""
    text = (files("arpent.imports") / "data/company_columns.csv").read_text(encoding="utf-8")
    names: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        names.setdefault(row["field"], []).append(row["column_name"])
    return Columns(names)
