"""Where lists hold personal data: names of views, and what people typed into filters."""

from arpent.kernel.personal_data import Kind, PersonalTable

CODE = "a code of the program"

PERSONAL_DATA = (
    PersonalTable(
        "lists.SavedView", {"name": Kind.FREE_TEXT, "query": Kind.JSON}, {"list_code": CODE, "columns": CODE}
    ),
    PersonalTable("lists.ColumnChoice", none={"list_code": CODE, "columns": CODE}),
)
