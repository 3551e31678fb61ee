"""Declaration of the personal data stored by deals."""

from arpent.kernel.personal_data import CODE, FIRM, Activity, Kind, PersonalTable, StoredFile

PERSONAL_DATA = (
    PersonalTable(
        "deals.Deal",
        {
            "title": Kind.FREE_TEXT,
            "need": Kind.FREE_TEXT,
            "competitor": Kind.FREE_TEXT,
            "next_step": Kind.FREE_TEXT,
            "lost_note": Kind.FREE_TEXT,
        },
        {"step_kind": CODE, "lost_reason": CODE},
    ),
    PersonalTable("deals.DealContact", none={"buying_role": CODE}),
    PersonalTable("deals.StageMove"),
    PersonalTable("deals.Stage", none={"code": CODE, "name": FIRM, "kind": CODE, "requires": FIRM}),
    PersonalTable(
        "deals.InformationRequest",
        {
            "name": Kind.IDENTITY,
            "email": Kind.CONTACT,
            "question": Kind.FREE_TEXT,
            "answer": Kind.FREE_TEXT,
            "answered_by": Kind.IDENTITY,
        },
        {"whom": CODE},
        email="email",
        names=("name",),
        blank={"name": "Personne effacée"},
    ),
    PersonalTable(
        "deals.DealDocument",
        {"name": Kind.FREE_TEXT},
        {"stored_as": "a name made by the program"},
        files=(StoredFile("stored_as", "deals/{value}", title="name"),),
    ),
    PersonalTable(
        "deals.NeedSheet",
        {
            "constraints": Kind.FREE_TEXT,
            "criteria": Kind.FREE_TEXT,
            "supplier": Kind.FREE_TEXT,
            "supplier_weakness": Kind.FREE_TEXT,
            "confirmed_by": Kind.IDENTITY,
        },
    ),
    PersonalTable("deals.NeedAnswer", {"value": Kind.FREE_TEXT}),
)

ACTIVITIES = (Activity("deals.Deal", "company_id", "stage_since"),)
