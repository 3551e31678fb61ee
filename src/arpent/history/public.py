"""What other domains may use of history."""

from .actions.claiming import Clock, claim_job, resume_interrupted_jobs, run_claimed
from .actions.heads import check_trail, keep_trail, set_heads_aside
from .actions.jobs import (
    create_job,
    end_job,
    hand_back_job,
    is_stop_asked,
    job_kinds,
    move_job,
    register_jobs,
    shift_cursor,
)
from .actions.operations import acting, close_operation, open_operation, operation
from .actions.redaction import redact_entries, replace_texts
from .actions.sealing import forget_horizon, seal_pending
from .actions.submissions import Repeated, Submission, current_submission, get_submitted
from .actions.undo import undo_operation
from .actions.undo_guards import register_lasting, register_progress_tables, register_undo_guard, register_undo_rights
from .edit_forms import open_form, read_typed, seen_by, seen_posted
from .models import Job, Operation
from .models.triggers import Trigger, drop_triggers, install_triggers, register_trigger_builder, register_triggers
from .queries.history import get_operation, latest_job, list_operations, list_records, list_touched, list_values
from .queries.trail import TrailHead, trail_head, verify_trail
from .queries.triggers import check_triggers
from .queries.untraced import list_untraced

__all__ = [
    "Clock",
    "Job",
    "Operation",
    "Repeated",
    "Submission",
    "TrailHead",
    "Trigger",
    "acting",
    "check_trail",
    "check_triggers",
    "claim_job",
    "close_operation",
    "create_job",
    "current_submission",
    "drop_triggers",
    "end_job",
    "forget_horizon",
    "get_operation",
    "get_submitted",
    "hand_back_job",
    "install_triggers",
    "is_stop_asked",
    "job_kinds",
    "keep_trail",
    "latest_job",
    "list_operations",
    "list_records",
    "list_touched",
    "list_untraced",
    "list_values",
    "move_job",
    "open_form",
    "open_operation",
    "operation",
    "read_typed",
    "redact_entries",
    "register_jobs",
    "register_lasting",
    "register_progress_tables",
    "register_trigger_builder",
    "register_triggers",
    "register_undo_guard",
    "register_undo_rights",
    "replace_texts",
    "resume_interrupted_jobs",
    "run_claimed",
    "seal_pending",
    "seen_by",
    "seen_posted",
    "set_heads_aside",
    "shift_cursor",
    "trail_head",
    "undo_operation",
    "verify_trail",
]
