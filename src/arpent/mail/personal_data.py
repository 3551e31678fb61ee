"""Declaration of the personal data stored by the mail domain."""

from arpent.kernel.personal_data import CODE, Kind, PersonalTable

PERSONAL_DATA = (
    PersonalTable(
        "mail.MailMessage",
        {"recipient": Kind.CONTACT, "parts": Kind.JSON},
        {"kind": CODE, "state": CODE, "problem": CODE},
        email="recipient",
        delete_own=True,
    ),
)
