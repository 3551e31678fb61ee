"""Manifest of sample_domain: items with a due day."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import Domain, HistoryLabels, PageLink, PermissionSpec, UndoSpec

from . import messages
from .permissions import SampleDomainPermission
from .personal_data import PERSONAL_DATA

EDIT = SampleDomainPermission.EDIT

DOMAIN = Domain(
    name="sample_domain",
    url_prefix="sample-domain/",
    pages=(PageLink(200, _("Sample label"), "sample_domain:list", "list"),),
    permissions=(
        PermissionSpec(
            EDIT,
            messages.PERMISSIONS["edit_sample_domain"],
            {"negotiator": "own", "assistant": "team", "manager": "team", "direction": "all"},
        ),
    ),
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
    undo=UndoSpec(permissions={"sample_domain_item": EDIT}),
    personal_data=PERSONAL_DATA,
)
