"""Personal data of todos: what people write about others."""

from arpent.kernel.personal_data import CODE, Kind, PersonalTable

PERSONAL_DATA = (
    PersonalTable(
        "todos.Todo",
        {"title": Kind.FREE_TEXT, "note": Kind.FREE_TEXT},
        {"repeat": CODE, "record_type": CODE},
    ),
)
