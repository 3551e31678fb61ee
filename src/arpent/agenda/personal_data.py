"""Personal data of agenda: appointments with people, and where negotiators start their day."""

from arpent.kernel.personal_data import CODE, HASH, Kind, PersonalTable

PERSONAL_DATA = (
    PersonalTable(
        "agenda.Appointment", {"title": Kind.FREE_TEXT, "note": Kind.FREE_TEXT}, {"kind": CODE, "state": CODE}
    ),
    PersonalTable(
        "agenda.WorkPattern",
        {"start_label": Kind.CONTACT, "end_label": Kind.CONTACT},
        {"days": "hours of work", "vehicle": CODE},
    ),
    PersonalTable("agenda.CalendarFeed", none={"secret_hash": HASH}),
    PersonalTable(
        "agenda.Plan",
        {"inputs": Kind.JSON, "result": Kind.JSON, "problem_facts": Kind.JSON},
        {"week": CODE, "state": CODE, "problem": CODE},
    ),
)
