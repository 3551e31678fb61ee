"""Manifest of privacy: erasure, access and retention of personal data."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import Chore, Domain, HistoryLabels, PanelSlot, PermissionSpec, SettingsLink, UndoSpec
from arpent.kernel.today import TodaySource, Urgency

from . import messages
from .permissions import PrivacyPermission
from .personal_data import PERSONAL_DATA
from .public import propose_retention
from .web.today import find_ended_retention

ERASE = PrivacyPermission.ERASE_PERSONS

DOMAIN = Domain(
    name="privacy",
    url_prefix="privacy/",
    settings=(
        SettingsLink(
            80,
            _("Données personnelles : copie, effacement, durées de conservation (RGPD)"),
            "privacy:home",
            "shield-check",
            ERASE,
        ),
    ),
    panels=(
        PanelSlot("company", "privacy:company_panel"),
        PanelSlot("contact", "privacy:contact_panel"),
        PanelSlot("person", "privacy:user_panel"),
    ),
    permissions=(PermissionSpec(ERASE, messages.PERMISSIONS["erase_persons"], {"direction": "all"}),),
    today=(TodaySource(Urgency.LEGAL_DUTY, find_ended_retention, permission=ERASE),),
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
    undo=UndoSpec(
        permissions={"privacy_erasure": ERASE, "privacy_retentionitem": ERASE, "privacy_tombstone": ERASE},
        irreversible=dict.fromkeys(
            ("privacy.erased", "privacy.exported", "privacy.lifted", "privacy.repeated"), "privacy.lasting"
        ),
    ),
    chores=(Chore("retention", dt.timedelta(days=30), lambda at: propose_retention(at=at)),),
    personal_data=PERSONAL_DATA,
)
