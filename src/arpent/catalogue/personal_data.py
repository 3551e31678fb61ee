"""Personal data of catalogue: comments on documents, and free texts that may name somebody."""

from arpent.kernel.personal_data import CODE, FIRM, Kind, PersonalTable, StoredFile

PERSONAL_DATA = (
    PersonalTable("catalogue.Document", {"title": Kind.FREE_TEXT}, {"kind": CODE}),
    PersonalTable(
        "catalogue.DocumentVersion",
        {"note": Kind.FREE_TEXT, "name": Kind.FREE_TEXT},
        {"language": CODE, "stored_as": "a name made by the program"},
        files=(StoredFile("stored_as", "catalogue/{value}", title="name"),),
    ),
    PersonalTable("catalogue.Improvement", {"text": Kind.FREE_TEXT, "reason": Kind.FREE_TEXT}, {"state": CODE}),
    PersonalTable("catalogue.ImprovementComment", {"text": Kind.FREE_TEXT}),
    PersonalTable("catalogue.Family", none={"name": FIRM, "description": FIRM}),
    PersonalTable(
        "catalogue.Characteristic",
        none={"code": FIRM, "name": FIRM, "kind": CODE, "unit": CODE, "values": FIRM, "formula": FIRM},
    ),
    PersonalTable("catalogue.Component", none={"code": FIRM, "name": FIRM}),
    PersonalTable(
        "catalogue.CompatibilityRule",
        none={"name": FIRM, "reason": FIRM, "formula": FIRM, "scope": FIRM, "rows": FIRM},
    ),
    PersonalTable(
        "catalogue.GuideQuestion",
        none=dict.fromkeys(
            ("text", "kind", "unit", "values", "why", "motive", "follow_up", "code", "comparison"), FIRM
        ),
    ),
    PersonalTable(
        "catalogue.Product",
        none=dict.fromkeys(("reference", "name", "kind", "description", "sale_unit", "values"), FIRM),
    ),
    PersonalTable("catalogue.ProductLink"),
    PersonalTable("catalogue.PriceList", none={"name": FIRM, "currency": CODE, "segment": FIRM}),
    PersonalTable("catalogue.PricePeriod"),
    PersonalTable("catalogue.Price"),
    PersonalTable("catalogue.Revision", none={"token": CODE}),
)
