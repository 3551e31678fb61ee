"""Where people holds personal data: those who sign in, and what the trail and the operations say of everybody."""

from arpent.kernel.personal_data import CODE, FIRM, HASH, Kind, PersonalTable

PERSONAL_DATA = (
    PersonalTable(
        "people.User",
        {
            "email": Kind.CONTACT,
            "first_name": Kind.IDENTITY,
            "last_name": Kind.IDENTITY,
            "phone": Kind.CONTACT,
            "password": Kind.CONTACT,
        },
        {"role": CODE, "status": CODE, "language": CODE, "theme": CODE},
        email="email",
        blank={"email": "{id}@efface.invalid", "last_name": "Personne effacée", "password": "!"},
    ),
    PersonalTable("people.Operation", {"label": Kind.FREE_TEXT, "kept": Kind.JSON}, {"kind": CODE}),
    PersonalTable(
        "people.Job",
        {"cursor": Kind.JSON, "result": Kind.JSON},
        {"kind": CODE, "state": CODE, "problem": CODE, "runner": HASH, "task_id": HASH},
    ),
    PersonalTable(
        "people.Organisation",
        none=dict.fromkeys(
            (
                "name",
                "legal_form",
                "siren",
                "registry",
                "vat_number",
                "address",
                "postcode",
                "city",
                "country",
                "phone",
                "email",
                "website",
                "insurance",
                "bank",
                "second_factor_roles",
            ),
            "the firm's own identity, which the law asks on its papers",
        ),
    ),
    PersonalTable(
        "people.MailMessage",
        {"recipient": Kind.CONTACT, "parts": Kind.JSON},
        {"kind": CODE, "state": CODE, "problem": CODE},
        email="recipient",
        delete_own=True,
    ),
    PersonalTable("people.Team", none={"name": FIRM}),
    PersonalTable(
        "people.AuditEntry",
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
    PersonalTable("people.Seal", none={"redaction_id": HASH, "salt": HASH, "digest": HASH, "chain": HASH}),
    PersonalTable(
        "people.Redaction", none={"operation_id": HASH, "reason": CODE, "columns": "names of columns and numbers"}
    ),
    PersonalTable("people.Redacting", none={"redaction_id": HASH}),
    PersonalTable("people.SealingState"),
    PersonalTable("people.Acting", none={"person_id": HASH, "operation_id": HASH, "at": "a moment"}),
)
