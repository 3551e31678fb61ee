"""Manifest of the agenda: appointments, planned weeks, tours."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.first_steps import FirstStep
from arpent.kernel.manifest import (
    Domain,
    HistoryLabels,
    LinkSlot,
    NavigationEntry,
    PageLink,
    PermissionSpec,
    Remedy,
    SettingsLink,
    UndoSpec,
)
from arpent.kernel.offline import OfflineCommand, SnapshotContribution, command_action, no_record
from arpent.kernel.today import TodaySectionSource, TodaySource, Urgency

from . import messages
from .actions.day_shift import shift_day
from .permissions import AgendaPermission
from .personal_data import PERSONAL_DATA
from .queries.offline import list_upcoming_companies, snapshot_tour
from .tasks import run_plan_job
from .web.notification_types import NOTIFICATION_TYPES
from .web.submission_text import show_shift
from .web.today import find_due_visits, find_team_day, find_unreported, has_accepted_plan, has_starting_place

PLAN = AgendaPermission.PLAN_WEEK

DOMAIN = Domain(
    name="agenda",
    url_prefix="agenda/",
    navigation=(
        NavigationEntry(
            30,
            _("Agenda et tournées"),
            "agenda:week",
            "calendar-week",
            "g t",
            ("/agenda",),
            phone_label=_("Agenda"),
        ),
    ),
    pages=(PageLink(40, _("Nouveau rendez-vous"), "agenda:appointment_new", "calendar-plus"),),
    settings=(
        SettingsLink(10, _("Horaires de travail, repas, départ, véhicule"), "agenda:pattern", "car"),
        SettingsLink(12, _("Mon agenda dans un autre programme"), "agenda:feed", "calendar-event", PLAN),
    ),
    permissions=(
        PermissionSpec(
            PLAN,
            messages.PERMISSIONS["plan_week"],
            {"negotiator": "own", "assistant": "team", "manager": "team", "direction": "all"},
        ),
    ),
    today=(
        TodaySource(Urgency.FORGOTTEN_SOON, find_unreported),
        TodaySource(Urgency.PLANNING, find_due_visits, roles=("negotiator",)),
    ),
    today_sections=(TodaySectionSource(10, ("manager",), find_team_day, PLAN),),
    first_steps=(
        FirstStep(
            30,
            _("Indiquez votre point de départ et vos horaires de travail"),
            "agenda:pattern",
            has_starting_place,
            PLAN,
        ),
        FirstStep(80, _("Planifiez une première semaine"), "agenda:week", has_accepted_plan, PLAN, is_optional=True),
    ),
    links=(
        LinkSlot("company", _("Rendez-vous"), "agenda:appointment_new", "calendar-plus", "company", primary=True),
        LinkSlot("campaign", _("Planifier ces visites"), "agenda:week", "calendar-week", "campaign", primary=True),
    ),
    notification_types=NOTIFICATION_TYPES,
    errors=messages.MESSAGES,
    remedies={
        "agenda.no_start": Remedy(_("Indiquer le point de départ"), "agenda:pattern"),
        "agenda.start_not_found": Remedy(_("Indiquer le point de départ"), "agenda:pattern"),
        "agenda.nothing_to_plan": Remedy(_("Choisir des cibles"), "territory:targets"),
    },
    history=HistoryLabels(messages.KINDS, messages.SHOWN),
    undo=UndoSpec(
        permissions={"agenda_appointment": PLAN, "agenda_plan": PLAN, "agenda_workpattern": PLAN},
        unaudited={"agenda_calendarfeed": "an undo would open a revoked address; the security log records its changes"},
    ),
    jobs={"agenda.plan": run_plan_job},
    commands=(
        OfflineCommand(
            "shift",
            _("journée décalée"),
            command_action(shift_day, ""),
            no_record,
            no_record,
            show_shift,
            agreed=frozenset({"starts_at"}),
        ),
    ),
    snapshot=SnapshotContribution(tour=snapshot_tour, upcoming_companies=list_upcoming_companies),
    personal_data=PERSONAL_DATA,
)
