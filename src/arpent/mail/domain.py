"""Manifest of mail: messages sent by the worker."""

from arpent.kernel.manifest import Domain, HistoryLabels, UndoSpec

from . import messages
from .actions import JOB_KIND
from .personal_data import PERSONAL_DATA
from .tasks import send_mail_job

DOMAIN = Domain(
    name="mail",
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
    undo=UndoSpec(unaudited={"mail_mailmessage": "mail on its way; its effect is recorded where it is shown"}),
    jobs={JOB_KIND: send_mail_job},
    personal_data=PERSONAL_DATA,
)
