"""Manifest of sync: the offline gateway."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import Domain, HistoryLabels, LinkSlot, UndoSpec
from arpent.kernel.today import TodaySource, Urgency
from arpent.visits.permissions import VisitPermission

from . import messages
from .personal_data import PERSONAL_DATA
from .web.notification_types import NOTIFICATION_TYPES
from .web.today import find_phone_work

# The direction is not asked to resolve single entries.
REVIEWERS = ("negotiator", "assistant", "manager", "administrator")
REPORT = VisitPermission.REPORT_VISITS

DOMAIN = Domain(
    name="sync",
    url_prefix="sync/",
    today=(TodaySource(Urgency.DATA_AT_RISK, find_phone_work, REPORT, REVIEWERS),),
    links=(LinkSlot("visits", _("Saisies des téléphones"), "sync:home", "device-mobile"),),
    notification_types=NOTIFICATION_TYPES,
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
    undo=UndoSpec(
        permissions={
            "sync_snapshotpolicy": VisitPermission.SET_FIELD,
            "sync_device": REPORT,
            "sync_submission": REPORT,
            "sync_submissionversion": REPORT,
        },
        unaudited={
            "sync_devicestate": "what a phone reports of itself at each request",
            "sync_epoch": "the mark of a base, changed by a restore",
        },
    ),
    personal_data=PERSONAL_DATA,
)
