"""Public interface of the mail domain."""

from .actions import MailKind, register_mails, request_mail, retry_mail
from .models import MailMessage
from .queries import get_mail, mails_about

__all__ = [
    "MailKind",
    "MailMessage",
    "get_mail",
    "mails_about",
    "register_mails",
    "request_mail",
    "retry_mail",
]
