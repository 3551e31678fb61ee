"""Items of the import wizard for the page of today: files that wait for the user's agreement."""

from django.urls import reverse
from django.utils.translation import gettext as _

from arpent.kernel.today import TodayContext, TodayItem

from ..queries.rejected import list_imports


def find_waiting_imports(context: TodayContext) -> list[TodayItem]:
    """Return the files of companies, among the three latest, that were uploaded but not imported."""
    return [
        TodayItem(
            _("L’import de %(name)s attend votre accord") % {"name": file.name},
            reverse("imports:mapping", args=[file.pk]),
            "file-import",
        )
        for file in list_imports(by=context.by, limit=3)
        if file.state in ("uploaded", "checked")
    ]
