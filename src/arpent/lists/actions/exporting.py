"""Record that a person took a list out as a file."""

import datetime as dt
from collections.abc import Sequence

from arpent.history.public import operation
from arpent.people.public import User, require_permission
from arpent.web.security_log import SecurityEvent, log_security_event

from ..permissions import ListsPermission


def record_export(
    *, by: User, at: dt.datetime, list_code: str, label: str, filters: Sequence[str], rows: int, file_format: str
) -> None:
    """Record an export in the history and in the security log, before its file is written.

    ``label``: list, number of rows and filters as people read them, for the history. ``filters``: names of the filters
    that are set; the security log has no typed text. Raise DomainError people.not_allowed.
    """
    require_permission(by, ListsPermission.EXPORT)
    with operation(by=by, at=at, kind="lists.exported", label=label):
        pass
    log_security_event(
        SecurityEvent.LIST_EXPORTED,
        person=by.pk,
        list=list_code,
        format=file_format,
        filters=list(filters),
        rows=rows,
    )
