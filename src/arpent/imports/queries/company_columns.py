"""Column names of commercial files, French and English, read from data/company_columns.csv.

Names are those of the exports of Odoo, Salesforce, HubSpot, Dolibarr, Sage and EBP, and of the SIRENE and BAN files.
"""

from functools import lru_cache

from arpent.kernel.data_files import read_shipped_csv

from ..rules.columns import Columns


@lru_cache(maxsize=1)
def company_columns() -> Columns:
    """Return the fields of a commercial file with the names under which they are exported."""
    names: dict[str, list[str]] = {}
    for row in read_shipped_csv("arpent.imports", "data/company_columns.csv"):
        names.setdefault(row["field"], []).append(row["column_name"])
    return Columns(names)
