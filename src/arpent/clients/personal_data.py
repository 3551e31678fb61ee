"""Personal data of the commercial file. Sole traders are companies, so a company's own columns count too."""

from arpent.kernel.personal_data import CODE, Activity, Kind, PersonalTable

PERSONAL_DATA = (
    PersonalTable(
        "clients.Contact",
        {
            "first_name": Kind.IDENTITY,
            "last_name": Kind.IDENTITY,
            "function": Kind.FREE_TEXT,
            "phone": Kind.CONTACT,
            "mobile": Kind.CONTACT,
            "email": Kind.CONTACT,
            "source": Kind.FREE_TEXT,
        },
        email="email",
        phones=("phone", "mobile"),
        names=("first_name", "last_name"),
        blank={"last_name": "Personne effacée"},
        drop_unused=True,
    ),
    PersonalTable(
        "clients.Company",
        {
            "name": Kind.IDENTITY,
            "name_key": Kind.IDENTITY,
            "siren": Kind.IDENTITY,
            "vat_number": Kind.IDENTITY,
            "phone": Kind.CONTACT,
            "email": Kind.CONTACT,
            "website": Kind.CONTACT,
            "next_step": Kind.FREE_TEXT,
            "source": Kind.FREE_TEXT,
        },
        {"legal_form": CODE, "naf": CODE, "naf_2025": CODE, "headcount": CODE, "relationship": CODE},
        blank={"name": "Entreprise effacée", "name_key": "entreprise effacee"},
    ),
    PersonalTable(
        "clients.Site",
        {
            "name": Kind.IDENTITY,
            "siret": Kind.IDENTITY,
            "address": Kind.CONTACT,
            "address2": Kind.CONTACT,
            "postcode": Kind.CONTACT,
            "city": Kind.CONTACT,
        },
        {"commune_code": CODE, "country": CODE, "precision": CODE, "preferred": CODE},
    ),
    PersonalTable("clients.CompanyTag", {"name": Kind.FREE_TEXT}),
    PersonalTable("clients.Closing", {"label": Kind.FREE_TEXT}),
    PersonalTable("clients.TimelineEntry", {"title": Kind.FREE_TEXT, "body": Kind.FREE_TEXT}, {"kind": CODE}),
    PersonalTable(
        "clients.SearchEntry",
        {"label": Kind.DERIVED, "detail": Kind.DERIVED, "text": Kind.DERIVED},
        {"kind": CODE},
    ),
    PersonalTable("clients.SavedView", {"name": Kind.FREE_TEXT, "query": Kind.JSON}),
    PersonalTable("clients.OpeningWindow", none={}),
)

ACTIVITIES = (Activity("clients.TimelineEntry", "company_id", "at", {"kind__in": ("call", "visit", "order")}),)

__all__ = ["ACTIVITIES", "PERSONAL_DATA"]
