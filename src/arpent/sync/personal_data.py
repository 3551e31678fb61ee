"""Declaration of the personal data stored by sync: submitted versions and reports of devices."""

from arpent.kernel.personal_data import CODE, HASH, Kind, PersonalTable, StoredFile

PERSONAL_DATA = (
    PersonalTable("sync.Submission", {"label": Kind.FREE_TEXT}, {"kind": CODE}),
    PersonalTable(
        "sync.SubmissionVersion",
        {"body": Kind.JSON, "facts": Kind.JSON},
        {"sha256": HASH, "digest": HASH, "state": CODE, "refusal": CODE, "stored_as": "a name made by the program"},
        files=(StoredFile("stored_as", "field/{value}", title="stored_as", keep_row=True),),
    ),
    PersonalTable("sync.Device", {"name": Kind.FREE_TEXT}, {"token_hash": HASH}),
    PersonalTable(
        "sync.DeviceState",
        {"announced": Kind.JSON, "pending": Kind.JSON},
        {"app": CODE, "session_key": HASH, "missing": "numbers", "absent": "numbers"},
    ),
    PersonalTable("sync.SnapshotPolicy"),
    PersonalTable("sync.Epoch"),
)
