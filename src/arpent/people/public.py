"""What other domains may use of people."""

from .actions.claiming import claim_job, resume_interrupted_jobs, run_claimed
from .actions.files import (
    clean_file_name,
    erase_file,
    files_folder,
    may_have_committed,
    removing_files_on_error,
    store_file,
    store_upload,
    stored_path,
)
from .actions.forgotten import check_not_forgotten, load_forgotten, register_forgotten
from .actions.guards import (
    register_lasting,
    register_progress_tables,
    register_undo_guard,
    register_undo_rights,
)
from .actions.heads import check_trail, keep_trail, read_heads, remember_head, set_heads_aside
from .actions.identity import save_identity
from .actions.jobs import (
    LeaseLost,
    create_job,
    end_job,
    hand_back_job,
    is_stop_asked,
    job_kinds,
    move_job,
    register_jobs,
    shift_cursor,
)
from .actions.mailing import MailKind, register_mails, request_mail, retry_mail
from .actions.members import create_person, create_team, found_organisation
from .actions.operating import acting, check_may, close_operation, current_operation, open_operation, operation
from .actions.redaction import blank_columns, redact_entries, replace_texts
from .actions.sealing import forget_horizon, seal_pending
from .actions.security import reset_second_factor
from .actions.submitting import Repeated, Submission, current_submission, get_submitted
from .actions.undo import undo_operation
from .addresses import address_of, comes_from_this_machine, current_address, is_loopback
from .form_page import form_page
from .limits import check_rate
from .links import link_token, read_token
from .models import Job, MailMessage, Operation, User
from .models.folding import drop_index_statement, holds_words, index_statement, same_text, starts_with
from .models.scoping import ScopedQuerySet, UnscopedRead
from .models.triggers import Trigger, register_trigger_builder, register_triggers
from .opened import open_form, read_typed, seen_by, seen_posted
from .queries.history import (
    get_job,
    get_operation,
    latest_job,
    list_operations,
    list_records,
    list_touched,
    list_values,
)
from .queries.mails import get_mail, mails_about
from .queries.people import (
    get_organisation,
    get_person,
    get_person_by_email,
    is_empty_base,
    list_administrators,
    list_negotiators,
    list_people,
    names_allowed,
    names_of,
    owner_choices,
    person_of,
)
from .queries.security import has_second_factor, lacks_second_factor, list_lacking
from .queries.trail import TrailHead, TrailReport, trail_head, verify_trail
from .queries.triggers import TriggerFault, check_triggers
from .queries.untraced import list_untraced
from .rules.devices import device_name
from .rules.roles import Act, Reach, Role
from .rules.sessions import NOTED_EVERY, End, end_of
from .security import SecurityEvent, blind, note_security
from .sentences import gather_history, gather_messages, sentence_of, show_on_form
from .session import is_shown, mark_shown, me
from .showing import show_day, show_moment

__all__ = [
    "NOTED_EVERY",
    "Act",
    "End",
    "Job",
    "LeaseLost",
    "MailKind",
    "MailMessage",
    "Operation",
    "Reach",
    "Repeated",
    "Role",
    "ScopedQuerySet",
    "SecurityEvent",
    "Submission",
    "TrailHead",
    "TrailReport",
    "Trigger",
    "TriggerFault",
    "UnscopedRead",
    "User",
    "acting",
    "address_of",
    "blank_columns",
    "blind",
    "check_may",
    "check_not_forgotten",
    "check_rate",
    "check_trail",
    "check_triggers",
    "claim_job",
    "clean_file_name",
    "close_operation",
    "comes_from_this_machine",
    "create_job",
    "create_person",
    "create_team",
    "current_address",
    "current_operation",
    "current_submission",
    "device_name",
    "drop_index_statement",
    "end_job",
    "end_of",
    "erase_file",
    "files_folder",
    "forget_horizon",
    "form_page",
    "found_organisation",
    "gather_history",
    "gather_messages",
    "get_job",
    "get_mail",
    "get_operation",
    "get_organisation",
    "get_person",
    "get_person_by_email",
    "get_submitted",
    "hand_back_job",
    "has_second_factor",
    "holds_words",
    "index_statement",
    "is_empty_base",
    "is_loopback",
    "is_shown",
    "is_stop_asked",
    "job_kinds",
    "keep_trail",
    "lacks_second_factor",
    "latest_job",
    "link_token",
    "list_administrators",
    "list_lacking",
    "list_negotiators",
    "list_operations",
    "list_people",
    "list_records",
    "list_touched",
    "list_untraced",
    "list_values",
    "load_forgotten",
    "mails_about",
    "mark_shown",
    "may_have_committed",
    "me",
    "move_job",
    "names_allowed",
    "names_of",
    "note_security",
    "open_form",
    "open_operation",
    "operation",
    "owner_choices",
    "person_of",
    "read_heads",
    "read_token",
    "read_typed",
    "redact_entries",
    "register_forgotten",
    "register_jobs",
    "register_lasting",
    "register_mails",
    "register_progress_tables",
    "register_trigger_builder",
    "register_triggers",
    "register_undo_guard",
    "register_undo_rights",
    "remember_head",
    "removing_files_on_error",
    "replace_texts",
    "request_mail",
    "reset_second_factor",
    "resume_interrupted_jobs",
    "retry_mail",
    "run_claimed",
    "same_text",
    "save_identity",
    "seal_pending",
    "seen_by",
    "seen_posted",
    "sentence_of",
    "set_heads_aside",
    "shift_cursor",
    "show_day",
    "show_moment",
    "show_on_form",
    "starts_with",
    "store_file",
    "store_upload",
    "stored_path",
    "trail_head",
    "undo_operation",
    "verify_trail",
]
