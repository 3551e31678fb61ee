"""Declaration of the personal data stored by visits."""

from arpent.kernel.personal_data import CODE, FIRM, HASH, Activity, Kind, PersonalTable, StoredFile

PERSONAL_DATA = (
    PersonalTable(
        "visits.Visit",
        {
            "aim": Kind.FREE_TEXT,
            "met": Kind.JSON,
            "said": Kind.FREE_TEXT,
            "need": Kind.FREE_TEXT,
            "competitor": Kind.FREE_TEXT,
            "next_step": Kind.FREE_TEXT,
            "answers": Kind.JSON,
        },
        {"aim_reached": CODE},
    ),
    PersonalTable("visits.LeftItem", {"label": Kind.FREE_TEXT}, {"kind": CODE}),
    PersonalTable(
        "visits.Attachment",
        {"caption": Kind.FREE_TEXT},
        {"kind": CODE, "media_type": CODE, "sha256": HASH, "stored_as": "a name made by the program"},
        files=(StoredFile("stored_as", "field/{value}", title="caption"),),
    ),
    PersonalTable("visits.SurveyReply", {"answers": Kind.JSON}),
    PersonalTable("visits.ReportForm", none={"name": FIRM, "purpose": CODE, "checklist": FIRM}),
    PersonalTable("visits.Section", none={"kind": CODE, "title": FIRM, "choices": FIRM}),
)

ACTIVITIES = (
    Activity("visits.Visit", "company_id", "started_at"),
    Activity("visits.SurveyReply", "company_id", "answered_at"),
)
