"""Public interface of the history domain."""

from .actions.job_leases import Clock, claim_job, resume_interrupted_jobs, run_claimed_job
from .actions.jobs import (
    create_job,
    finish_job,
    is_cancel_requested,
    job_kinds,
    record_job_progress,
    register_jobs,
    release_job,
    shift_cursor,
)
from .actions.operations import audit_context, close_operation, open_operation, operation
from .actions.redaction import redact_entries, replace_texts
from .actions.sealing import clear_sealing_horizon, seal_pending
from .actions.submissions import RepeatedSubmission, Submission, current_submission, get_submitted
from .actions.trail_heads import archive_trail_heads, check_trail, maintain_trail
from .actions.undo import undo_operation
from .actions.undo_guards import register_undo
from .edit_forms import open_edit_form, posted_seen_values, read_unsaved_values, seen_values
from .models import Job, Operation
from .models.triggers import Trigger, drop_triggers, install_triggers, register_trigger_builder, register_triggers
from .permissions import HistoryPermission
from .queries.history import get_operation, latest_job, list_operations, list_records, list_touched, list_values
from .queries.trail import TrailHead, trail_head, verify_trail
from .queries.triggers import check_triggers
from .queries.untraced import list_untraced

__all__ = [
    "Clock",
    "HistoryPermission",
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
    "claim_job",
    "clear_sealing_horizon",
    "close_operation",
    "create_job",
    "current_submission",
    "drop_triggers",
    "finish_job",
    "get_operation",
    "get_submitted",
    "install_triggers",
    "is_cancel_requested",
    "job_kinds",
    "latest_job",
    "list_operations",
    "list_records",
    "list_touched",
    "list_untraced",
    "list_values",
    "maintain_trail",
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
    "replace_texts",
    "resume_interrupted_jobs",
    "run_claimed_job",
    "seal_pending",
    "seen_values",
    "shift_cursor",
    "trail_head",
    "undo_operation",
    "verify_trail",
]
