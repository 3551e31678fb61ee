"""Manifest of history: operations, audit trail, undo, background jobs."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import Chore, Domain, HistoryLabels, PageLink, PermissionSpec, UndoSpec

from . import messages
from .actions.job_leases import resume_interrupted_jobs
from .actions.trail_heads import maintain_trail
from .permissions import HistoryPermission
from .personal_data import PERSONAL_DATA

DOMAIN = Domain(
    name="history",
    url_prefix="",
    pages=(PageLink(90, _("Historique et annulation"), "history:history", "history"),),
    permissions=(
        PermissionSpec(
            HistoryPermission.UNDO,
            messages.PERMISSIONS["undo"],
            {"negotiator": "own", "assistant": "own", "manager": "team", "direction": "all"},
        ),
    ),
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
    undo=UndoSpec(
        irreversible={"history.redact": "history.redaction_lasts"},
        unaudited={
            "history_auditentry": "the trail itself",
            "history_auditcontext": "the actor of the running transaction",
            "history_seal": "the hash chain over the trail, append-only",
            "history_redacting": "the redaction that the running transaction carries out",
            "history_sealingstate": "how far the trail is sealed",
            "history_job": "progress of long work, changed many times a second",
        },
    ),
    chores=(
        Chore("jobs", dt.timedelta(seconds=30), lambda at: resume_interrupted_jobs(at=at)),
        Chore("audit_trail", dt.timedelta(minutes=1), maintain_trail),
    ),
    personal_data=PERSONAL_DATA,
)
