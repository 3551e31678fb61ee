"""Manifest of imports: the wizard that reads files."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import Domain, HistoryLabels, PageLink, PermissionSpec, UndoSpec
from arpent.kernel.today import TodaySource, Urgency

from . import messages
from .actions.redaction import read_stored_rows, rewrite_stored_rows
from .permissions import ImportPermission
from .personal_data import PERSONAL_DATA
from .tasks import run_check_job, run_import_job
from .web.notification_types import NOTIFICATION_TYPES
from .web.today import find_waiting_imports

DOMAIN = Domain(
    name="imports",
    url_prefix="imports/",
    pages=(PageLink(10, _("Importer un fichier"), "imports:upload", "file-import"),),
    permissions=(
        PermissionSpec(
            ImportPermission.IMPORT_FILE,
            messages.PERMISSIONS["import_file"],
            {"negotiator": "own", "assistant": "team", "manager": "team", "direction": "all"},
        ),
    ),
    today=(TodaySource(Urgency.UNFINISHED, find_waiting_imports),),
    notification_types=NOTIFICATION_TYPES,
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS, messages.SHOWN),
    undo=UndoSpec(
        progress_tables=("imports_importfile",),
        unaudited={"imports_importrow": "the file as it was uploaded, stored to report rejected rows"},
    ),
    jobs={"imports.import": run_import_job, "imports.check": run_check_job},
    personal_data=PERSONAL_DATA,
    stored_tables={"imports.ImportFile": (read_stored_rows, rewrite_stored_rows)},
)
