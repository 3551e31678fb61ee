"""Personal data of offers. Signed documents are evidence kept for ten years (C. com. L123-22)."""

from arpent.kernel.personal_data import CODE, FIRM, HASH, Activity, Keep, Kind, PersonalTable, StoredFile

SIGNED = (Keep({"version__signature__isnull": False}, "signed"),)

PERSONAL_DATA = (
    PersonalTable("offers.Offer", {"title": Kind.FREE_TEXT}, {"state": CODE}),
    PersonalTable(
        "offers.OfferVersion",
        {
            "incoterm_place": Kind.FREE_TEXT,
            "delivery": Kind.FREE_TEXT,
            "letter": Kind.FREE_TEXT,
            "conditions": Kind.FREE_TEXT,
            "snapshot": Kind.FREE_TEXT,
            "document_data": Kind.JSON,
            "parties": Kind.JSON,
            "loss_reason": Kind.FREE_TEXT,
        },
        {
            "state": CODE,
            "language": CODE,
            "currency": CODE,
            "regime": CODE,
            "incoterm": CODE,
            "fingerprint": HASH,
            "approval_level": CODE,
            "loss_case": CODE,
            "loss_lines": "lines of the offer",
        },
        keep=(Keep({"signature__isnull": False}, "signed"),),
    ),
    PersonalTable(
        "offers.OfferLine",
        {"label": Kind.FREE_TEXT, "description": Kind.FREE_TEXT},
        {"key": HASH, "kind": CODE, "role": CODE, "alternative_to": HASH, "reference": FIRM, "unit": CODE, "vat": CODE},
        keep=SIGNED,
    ),
    PersonalTable(
        "offers.OfferFile",
        {"name": Kind.FREE_TEXT},
        {"kind": CODE, "stored_as": "a name made by the program", "sha256": HASH},
        keep=SIGNED,
        files=(StoredFile("stored_as", "offers/{value}", title="name", with_parent="version_id"),),
    ),
    PersonalTable(
        "offers.OfferLink",
        {"name": Kind.IDENTITY, "email": Kind.CONTACT},
        email="email",
        names=("name",),
        blank={"name": "Personne effacée"},
        revoke="revoked_at",
        keep=SIGNED,
    ),
    PersonalTable("offers.OfferEvent", {"name": Kind.IDENTITY, "text": Kind.FREE_TEXT}, {"kind": CODE}, keep=SIGNED),
    PersonalTable(
        "offers.Signature",
        {
            "name": Kind.IDENTITY,
            "function": Kind.FREE_TEXT,
            "drawing": Kind.JSON,
            "order_number": Kind.FREE_TEXT,
            "user_agent": Kind.CONTACT,
            "ip": Kind.CONTACT,
        },
        {"method": CODE, "selected_options": "lines of the offer", "fingerprint": HASH, "file_sha256": HASH},
        keep=(Keep({}, "signed"),),
    ),
    PersonalTable("offers.Outcome", {"note": Kind.FREE_TEXT}, {"segment": FIRM, "result": CODE, "reason": CODE}),
    PersonalTable(
        "offers.Approval",
        {"note": Kind.FREE_TEXT, "reason": Kind.FREE_TEXT, "figures": Kind.JSON},
        {"level": CODE, "state": CODE, "fingerprint": HASH},
    ),
    PersonalTable("offers.Promotion", none={"name": FIRM}),
    PersonalTable("offers.OfferPolicy"),
    PersonalTable("offers.NumberSequence"),
)

ACTIVITIES = (
    Activity(
        "offers.OfferEvent",
        "version__offer__deal__company_id",
        "at",
        {"kind__in": ("opened", "question", "refused", "signed")},
    ),
    Activity("offers.Signature", "version__offer__deal__company_id", "signed_at"),
)
