"""Manifest of offers: quotes, approval, printing, portal."""

from django.utils.translation import gettext_lazy as _

from arpent.deals.permissions import DealPermission
from arpent.kernel.first_steps import FirstStep
from arpent.kernel.manifest import (
    Domain,
    HistoryLabels,
    NavigationEntry,
    PageLink,
    PanelSlot,
    PermissionSpec,
    SearchSource,
    UndoSpec,
)
from arpent.kernel.notifications import NotificationSource
from arpent.kernel.offline import OfflineCommand, SnapshotContribution, command_action, no_record
from arpent.kernel.record_links import RecordLink
from arpent.kernel.today import TodaySectionSource, TodaySource, Urgency
from arpent.people.permissions import PeoplePermission
from arpent.people.public import visible_names

from . import messages
from .actions.offline import write_quick_quote
from .models import Offer
from .permissions import OfferPermission
from .personal_data import ACTIVITIES, PERSONAL_DATA
from .portal.actions.email import QUOTE_EMAIL
from .queries.listing import company_of_offer
from .queries.offline import get_offer_edition, snapshot_prices, snapshot_quotes
from .queries.undo_guards import IRREVERSIBLE_KINDS, frozen_approvals, frozen_lines, frozen_versions
from .web.notification_types import NOTIFICATION_TYPES
from .web.notifications import find_notifications
from .web.palette import find_hits
from .web.submission_text import describe_quick_quote
from .web.today import find_approvals, find_ending, find_orders, find_to_remind, has_offer_sent

SEE, CHANGE = DealPermission.SEE_DEALS, DealPermission.CHANGE_DEALS
SET = OfferPermission.SET_OFFER_RULES

DOMAIN = Domain(
    name="offers",
    url_prefix="offers/",
    navigation=(NavigationEntry(60, _("Offres"), "offers:list", "file-text", "g o", ("/offers",)),),
    sections={"/offers/deals": "deals:board"},
    pages=(
        PageLink(26, _("Nouvelle offre"), "offers:start", "plus", permission=CHANGE),
        PageLink(50, _("Accords demandés"), "offers:approvals", "shield-check"),
        PageLink(60, _("Règles et campagnes"), "offers:rules", "adjustments"),
    ),
    first_steps=(
        FirstStep(90, _("Envoyez une première offre"), "deals:board", has_offer_sent, CHANGE, is_optional=True),
    ),
    search=(SearchSource(20, find_hits, permission=SEE, min_length=3),),
    panels=(PanelSlot("company", "offers:company_panel"), PanelSlot("deal", "offers:deal_offers")),
    permissions=(
        PermissionSpec(
            OfferPermission.APPROVE_OFFERS,
            messages.PERMISSIONS["approve_offers"],
            {"manager": "team", "direction": "all"},
        ),
        PermissionSpec(
            OfferPermission.APPROVE_LOW_OFFERS, messages.PERMISSIONS["approve_low_offers"], {"direction": "all"}
        ),
        PermissionSpec(SET, messages.PERMISSIONS["set_offer_rules"], {"direction": "all"}),
    ),
    today=(
        TodaySource(Urgency.DECISION_AWAITED, find_approvals, permission=SEE),
        TodaySource(Urgency.ENDING, find_ending, permission=SEE),
        TodaySource(Urgency.FOLLOW_UP, find_to_remind, permission=SEE),
    ),
    record_links=(
        RecordLink("offer", _("Offre"), "file-text", "offers:offer", visible_names(Offer), company_of_offer),
    ),
    today_sections=(TodaySectionSource(20, ("manager", "direction"), find_orders, permission=SEE),),
    notifications=(NotificationSource(_("Nouvelles de vos offres"), find_notifications, permission=SEE),),
    notification_types=NOTIFICATION_TYPES,
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS, hidden=("offers_offerversion.terms_id",)),
    undo=UndoSpec(
        permissions={
            "offers_approval": CHANGE,
            "offers_promotion": SET,
            "offers_offer": CHANGE,
            "offers_offerevent": CHANGE,
            "offers_offerfile": CHANGE,
            "offers_offerline": CHANGE,
            "offers_offerlink": CHANGE,
            "offers_offerpolicy": SET,
            "offers_offerversion": CHANGE,
            "offers_outcome": CHANGE,
            "offers_signature": PeoplePermission.MANAGE_PEOPLE,
        },
        guards={
            "offers_offerline": frozen_lines,
            "offers_offerversion": frozen_versions,
            "offers_approval": frozen_approvals,
        },
        irreversible=dict.fromkeys(IRREVERSIBLE_KINDS, "offers.already_sent"),
        unaudited={"offers_numbersequence": "a counter that never goes back"},
    ),
    mails={"offers.link": QUOTE_EMAIL},
    commands=(
        OfflineCommand(
            "quote",
            _("devis rapide"),
            command_action(write_quick_quote, "offer_id", "author_id"),
            get_offer_edition,
            no_record,
            describe_quick_quote,
            "offers:offer",
        ),
    ),
    snapshot=SnapshotContribution(records=(("offers", snapshot_quotes),), prices=snapshot_prices),
    personal_data=PERSONAL_DATA,
    activities=ACTIVITIES,
)
