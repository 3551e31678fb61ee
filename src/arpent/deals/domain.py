"""Manifest of deals: stages, forecast, needs, requests."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import (
    Domain,
    HistoryLabels,
    NavigationEntry,
    PageLink,
    PanelSlot,
    PermissionSpec,
    SearchSource,
    SettingsLink,
    UndoSpec,
)
from arpent.kernel.offline import OfflineCommand, SnapshotContribution, command_action, no_record
from arpent.kernel.record_links import RecordLink
from arpent.kernel.today import TodaySectionSource, TodaySource, Urgency
from arpent.people.public import visible_names

from . import messages
from .actions.offline import request_quote, write_need
from .models import Deal
from .permissions import DealPermission
from .personal_data import ACTIVITIES, PERSONAL_DATA
from .queries.listing import company_of_deal
from .queries.offline import need_edition, read_need_body, snapshot_deals, snapshot_guides
from .web.lists import DEALS
from .web.notification_types import NOTIFICATION_TYPES
from .web.palette import find_hits
from .web.submission_text import show_need, show_request
from .web.today import find_forecast, find_late_deals, find_late_people, find_requests

SEE, CHANGE = DealPermission.SEE_DEALS, DealPermission.CHANGE_DEALS

DOMAIN = Domain(
    name="deals",
    url_prefix="deals/",
    navigation=(
        NavigationEntry(50, _("Affaires"), "deals:board", "briefcase", "g a", ("/deals",), phone_label=_("Affaires")),
    ),
    pages=(PageLink(25, _("Nouvelle affaire"), "deals:new", "plus", permission=CHANGE),),
    search=(SearchSource(30, find_hits, permission=SEE, min_length=3),),
    panels=(PanelSlot("company", "deals:company_panel"),),
    permissions=(
        PermissionSpec(
            SEE,
            messages.PERMISSIONS["see_deals"],
            {"negotiator": "own", "assistant": "team", "manager": "team", "direction": "all"},
        ),
        PermissionSpec(
            CHANGE,
            messages.PERMISSIONS["change_deals"],
            {"negotiator": "own", "assistant": "team", "manager": "team", "direction": "all"},
        ),
        PermissionSpec(DealPermission.SET_STAGES, messages.PERMISSIONS["set_stages"], {"direction": "all"}),
    ),
    settings=(SettingsLink(65, _("Étapes des affaires"), "deals:stages", "adjustments", DealPermission.SET_STAGES),),
    today=(TodaySource(Urgency.OVERDUE, find_late_deals, permission=SEE),),
    today_sections=(
        TodaySectionSource(30, ("manager", "direction"), find_forecast, permission=SEE),
        TodaySectionSource(40, ("manager",), find_late_people, permission=SEE),
        TodaySectionSource(60, ("negotiator", "assistant"), find_requests, permission=SEE),
    ),
    lists=(DEALS,),
    notification_types=NOTIFICATION_TYPES,
    record_links=(RecordLink("deal", _("Affaire"), "briefcase", "deals:deal", visible_names(Deal), company_of_deal),),
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
    undo=UndoSpec(
        permissions={
            "deals_informationrequest": CHANGE,
            "deals_deal": CHANGE,
            "deals_dealcontact": CHANGE,
            "deals_dealdocument": CHANGE,
            "deals_needanswer": CHANGE,
            "deals_needsheet": CHANGE,
            "deals_stage": DealPermission.SET_STAGES,
            "deals_stagemove": CHANGE,
        },
    ),
    commands=(
        OfflineCommand(
            "need",
            _("besoin"),
            command_action(write_need, "need_id", "author_id"),
            need_edition,
            read_need_body,
            show_need,
            "deals:need",
        ),
        OfflineCommand(
            "request",
            _("demande de devis"),
            command_action(request_quote, "", "author_id"),
            no_record,
            no_record,
            show_request,
        ),
    ),
    snapshot=SnapshotContribution(records=(("deals", snapshot_deals),), extras=(("guides", snapshot_guides),)),
    personal_data=PERSONAL_DATA,
    activities=ACTIVITIES,
)
