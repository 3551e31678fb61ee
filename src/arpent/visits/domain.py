"""Manifest of visits: report forms, visit reports, surveys, photographs."""

from dataclasses import replace
from functools import partial

from django.utils.translation import gettext_lazy as _

from arpent.clients.public import choose_company
from arpent.kernel.manifest import Domain, HistoryLabels, PanelSlot, PermissionSpec, UndoSpec
from arpent.kernel.offline import OfflineCommand, RecordChooser, SnapshotContribution, command_action

from . import messages
from .actions.attachments import attach_file
from .actions.surveys import save_reply
from .actions.visits import save_visit
from .permissions import VisitPermission
from .personal_data import ACTIVITIES, PERSONAL_DATA
from .queries.field import get_revision, read_body, snapshot_forms, snapshot_visits
from .web.submission_text import show_file, show_reply, show_report

REPORT, SET = VisitPermission.REPORT_VISITS, VisitPermission.SET_FIELD
COMPANY = RecordChooser("company", _("Entreprise"), choose_company)

DOMAIN = Domain(
    name="visits",
    url_prefix="visits/",
    panels=(PanelSlot("company", "visits:company_panel"), PanelSlot("appointment", "visits:appointment_panel")),
    permissions=(
        PermissionSpec(
            REPORT,
            messages.PERMISSIONS["report_visits"],
            {"negotiator": "own", "assistant": "team", "manager": "team", "direction": "all"},
        ),
        PermissionSpec(SET, messages.PERMISSIONS["set_field"], {"direction": "all"}),
    ),
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
    undo=UndoSpec(
        permissions={
            "visits_attachment": REPORT,
            "visits_leftitem": REPORT,
            "visits_reportform": SET,
            "visits_section": SET,
            "visits_surveyreply": REPORT,
            "visits_visit": REPORT,
        },
    ),
    commands=(
        OfflineCommand(
            "visit",
            _("compte rendu"),
            command_action(save_visit, "visit_id", "author_id"),
            partial(get_revision, "visit"),
            partial(read_body, "visit"),
            show_report,
            "visits:visit",
            chooser=COMPANY,
        ),
        OfflineCommand(
            "survey",
            _("réponse à une enquête"),
            command_action(save_reply, "reply_id", "author_id"),
            partial(get_revision, "survey"),
            partial(read_body, "survey"),
            show_reply,
            chooser=COMPANY,
        ),
        OfflineCommand(
            "file",
            _("photo, croquis ou son"),
            command_action(attach_file, "file_id", "author_id", "path", "sha256"),
            partial(get_revision, "file"),
            partial(read_body, "file"),
            show_file,
            takes_file=True,
            chooser=replace(COMPANY, clears=("visit",)),
        ),
    ),
    snapshot=SnapshotContribution(records=(("visits", snapshot_visits),), extras=(("forms", snapshot_forms),)),
    personal_data=PERSONAL_DATA,
    activities=ACTIVITIES,
)
