"""What other domains may use of imports."""

from .actions.counts import BATCH, ImportCounts
from .actions.files import receive_file, set_mapping
from .actions.importers import ImporterTexts, ImportOption, Rows, register_importer
from .actions.runs import run_import, start_import
from .models import ImportFile
from .queries.company_columns import company_columns
from .queries.stored import import_path
from .queries.tables import iter_rows
from .rules.columns import Columns

__all__ = [
    "BATCH",
    "Columns",
    "ImportCounts",
    "ImportFile",
    "ImportOption",
    "ImporterTexts",
    "Rows",
    "company_columns",
    "import_path",
    "iter_rows",
    "receive_file",
    "register_importer",
    "run_import",
    "set_mapping",
    "start_import",
]
