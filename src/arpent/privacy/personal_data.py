"""Declaration of the personal data stored by privacy: none but reasons; digests under a secret, ids, counts."""

from arpent.kernel.personal_data import CODE, HASH, Kind, PersonalTable

PERSONAL_DATA = (
    PersonalTable(
        "privacy.Erasure",
        none={"basis": CODE, "kind": CODE, "records": "ids", "counts": "numbers", "retained": "numbers"},
    ),
    PersonalTable(
        "privacy.Tombstone", {"lifted_reason": Kind.FREE_TEXT}, {"purpose": CODE, "what": CODE, "digest": HASH}
    ),
    PersonalTable(
        "privacy.RetentionItem",
        {"reason": Kind.FREE_TEXT},
        {"rule": CODE, "table": CODE, "record_id": HASH, "facts": "numbers", "state": CODE},
    ),
)
