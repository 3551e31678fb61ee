"""What other domains may use of visits."""

from .actions.attachments import attach_file, erase_attachment_file
from .actions.forms import save_form, save_section
from .actions.surveys import save_reply
from .actions.visits import save_visit
from .permissions import VisitPermission
from .queries.field import editions, read_body, snapshot_forms, snapshot_visits
from .queries.visits import list_company_visits

__all__ = [
    "VisitPermission",
    "attach_file",
    "editions",
    "erase_attachment_file",
    "list_company_visits",
    "read_body",
    "save_form",
    "save_reply",
    "save_section",
    "save_visit",
    "snapshot_forms",
    "snapshot_visits",
]
