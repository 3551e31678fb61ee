"""Declaration of the personal data stored by the history domain."""

from arpent.kernel.personal_data import CODE, HASH, Kind, PersonalTable

PERSONAL_DATA = (
    PersonalTable("history.Operation", {"label": Kind.FREE_TEXT, "skipped": Kind.JSON}, {"kind": CODE}),
    PersonalTable(
        "history.Job",
        {"cursor": Kind.JSON, "result": Kind.JSON},
        {"kind": CODE, "state": CODE, "problem": CODE, "runner": HASH, "task_id": HASH},
    ),
    PersonalTable(
        "history.AuditEntry",
        none={
            "table": CODE,
            "record_id": HASH,
            "action": CODE,
            "person_id": HASH,
            "operation_id": HASH,
            "redaction_id": HASH,
            "before": "redacted by the trail's own act, see redaction.py",
            "after": "redacted by the trail's own act, see redaction.py",
        },
    ),
    PersonalTable("history.Seal", none={"redaction_id": HASH, "salt": HASH, "digest": HASH, "chain": HASH}),
    PersonalTable(
        "history.Redaction", none={"operation_id": HASH, "reason": CODE, "columns": "names of columns and numbers"}
    ),
    PersonalTable("history.Redacting", none={"redaction_id": HASH}),
    PersonalTable("history.SealingState"),
    PersonalTable("history.AuditContext", none={"person_id": HASH, "operation_id": HASH, "at": "a moment"}),
)
