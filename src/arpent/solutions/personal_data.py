"""Personal data of solutions."""

from arpent.kernel.personal_data import CODE, FIRM, Kind, PersonalTable

PERSONAL_DATA = (
    PersonalTable(
        "solutions.Solution",
        {"name": Kind.FREE_TEXT, "reason": Kind.FREE_TEXT},
        {"choices": FIRM, "needs": "technical demands", "state": CODE},
    ),
    PersonalTable("solutions.SolutionExtra"),
)
