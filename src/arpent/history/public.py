"""Public interface of the history domain."""

from .actions.job_leases import Clock, resume_interrupted_jobs, run_claimed_job
from .actions.jobs import (
    create_job,
    finish_job,
    is_cancel_requested,
    record_job_progress,
    register_jobs,
    release_job,
    shift_cursor,
)
from .actions.operations import audit_context, close_operation, open_operation, operation
from .actions.redaction import redact_entries
from .actions.sealing import clear_sealing_horizon
from .actions.submissions import RepeatedSubmission, Submission, current_submission, get_submitted
from .actions.trail_heads import archive_trail_heads, check_trail
from .actions.undo_guards import register_undo
from .edit_forms import open_edit_form, posted_seen_values, read_unsaved_values, seen_values
from .models import Job, Operation
from .models.triggers import Trigger, register_trigger_builder, register_triggers
from .queries.history import (
    count_writes,
    get_operation,
    latest_job,
    list_operations,
    list_records,
    list_touched,
    list_values,
)
from .queries.trail import TrailHead, trail_head, verify_trail
from .queries.triggers import check_triggers
from .queries.untraced import list_untraced

__all__ = [
    "Clock",
    "Job",
    "Operation",
    "RepeatedSubmission",
    "Submission",
    "TrailHead",
    "Trigger",
    "archive_trail_heads",
    "audit_context",
    "check_trail",
    "check_triggers",
    "clear_sealing_horizon",
    "close_operation",
    "count_writes",
    "create_job",
    "current_submission",
    "finish_job",
    "get_operation",
    "get_submitted",
    "is_cancel_requested",
    "latest_job",
    "list_operations",
    "list_records",
    "list_touched",
    "list_untraced",
    "list_values",
    "open_edit_form",
    "open_operation",
    "operation",
    "posted_seen_values",
    "read_unsaved_values",
    "record_job_progress",
    "redact_entries",
    "register_jobs",
    "register_trigger_builder",
    "register_triggers",
    "register_undo",
    "release_job",
    "resume_interrupted_jobs",
    "run_claimed_job",
    "seen_values",
    "shift_cursor",
    "trail_head",
    "verify_trail",
]
