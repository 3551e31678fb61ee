"""What other domains may use of people."""

from .actions.files import clean_file_name, files_folder, store_file
from .actions.guards import register_lasting, register_undo_guard
from .actions.identity import save_identity
from .actions.jobs import create_job, end_job, ending_on_error, is_stop_asked, list_broken_jobs, move_job, start_job
from .actions.members import create_person, create_team, found_organisation
from .actions.operating import acting, check_may, close_operation, open_operation, operation
from .actions.undo import undo_operation
from .addresses import address_of, comes_from_this_machine, is_loopback
from .form_page import form_page
from .limits import check_rate
from .links import link_token, read_token
from .models import Job, Operation, User
from .models.audit import missing_audit_triggers
from .models.scoping import ScopedQuerySet, UnscopedRead
from .queries.history import get_job, get_operation, latest_job, list_records, list_touched, list_values
from .queries.people import (
    get_organisation,
    get_person,
    get_person_by_email,
    is_empty_base,
    list_administrators,
    list_negotiators,
    list_people,
    names_of,
    owner_choices,
    person_of,
)
from .rules.roles import Act, Reach, Role
from .sentences import gather_history, gather_messages, sentence_of, show_on_form
from .session import me
from .showing import show_day, show_moment

__all__ = [
    "Act",
    "Job",
    "Operation",
    "Reach",
    "Role",
    "ScopedQuerySet",
    "UnscopedRead",
    "User",
    "acting",
    "address_of",
    "check_may",
    "check_rate",
    "clean_file_name",
    "close_operation",
    "comes_from_this_machine",
    "create_job",
    "create_person",
    "create_team",
    "end_job",
    "ending_on_error",
    "files_folder",
    "form_page",
    "found_organisation",
    "gather_history",
    "gather_messages",
    "get_job",
    "get_operation",
    "get_organisation",
    "get_person",
    "get_person_by_email",
    "is_empty_base",
    "is_loopback",
    "is_stop_asked",
    "latest_job",
    "link_token",
    "list_administrators",
    "list_broken_jobs",
    "list_negotiators",
    "list_people",
    "list_records",
    "list_touched",
    "list_values",
    "me",
    "missing_audit_triggers",
    "move_job",
    "names_of",
    "open_operation",
    "operation",
    "owner_choices",
    "person_of",
    "read_token",
    "register_lasting",
    "register_undo_guard",
    "save_identity",
    "sentence_of",
    "show_day",
    "show_moment",
    "show_on_form",
    "start_job",
    "store_file",
    "undo_operation",
]
