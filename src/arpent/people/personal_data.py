"""Declaration of the personal data stored by the people domain."""

from arpent.kernel.personal_data import CODE, FIRM, Kind, PersonalTable

PERSONAL_DATA = (
    PersonalTable(
        "people.User",
        {
            "email": Kind.CONTACT,
            "first_name": Kind.IDENTITY,
            "last_name": Kind.IDENTITY,
            "phone": Kind.CONTACT,
            "password": Kind.CONTACT,
        },
        {"role": CODE, "status": CODE, "language": CODE, "theme": CODE},
        email="email",
        blank={"email": "{id}@efface.invalid", "last_name": "Personne effacée", "password": "!"},
    ),
    PersonalTable(
        "people.Organisation",
        none=dict.fromkeys(
            (
                "name",
                "legal_form",
                "siren",
                "registry",
                "vat_number",
                "address",
                "postcode",
                "city",
                "country",
                "phone",
                "email",
                "website",
                "insurance",
                "bank",
                "second_factor_roles",
            ),
            "the firm's own identity, required by law on its documents",
        ),
    ),
    PersonalTable("people.Team", none={"name": FIRM}),
)
