"""Personal data of imports."""

from arpent.kernel.personal_data import CODE, Kind, PersonalTable, StoredFile

PERSONAL_DATA = (
    PersonalTable(
        "imports.ImportFile",
        {"name": Kind.FREE_TEXT, "table": Kind.JSON, "options": Kind.JSON, "counts": Kind.JSON},
        {"kind": CODE, "stored_as": "a name made by the program", "state": CODE, "mapping": "columns and fields"},
        files=(StoredFile("stored_as", "imports/{value}", of_person=True, title="name"),),
    ),
    PersonalTable("imports.ImportRow", {"cells": Kind.JSON}, {"reasons": CODE}),
)
