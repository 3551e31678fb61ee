"""Accounts of the demonstration. Their password is published and therefore accepted from this machine only."""

from arpent.people.public import Role, get_organisation, get_person_by_email

DEMO_PASSWORD = "pompe-vanne-lyon"
DOMAIN = "fluviane.example"
PEOPLE = (
    ("admin", "Sacha", "Teyssandier", Role.ADMINISTRATOR, "employee"),
    ("direction", "Hélène", "Montchal", Role.DIRECTION, "employee"),
    ("responsable", "Bruno", "Grangeon", Role.MANAGER, "employee"),
    ("assistante", "Maud", "Colombart", Role.ASSISTANT, "employee"),
    ("claire", "Claire", "Perrichon", Role.NEGOTIATOR, "employee"),
    ("mehdi", "Mehdi", "Drouvet", Role.NEGOTIATOR, "vrp"),
    ("solene", "Solène", "Vasselot", Role.NEGOTIATOR, "agent"),
)


def email(login: str) -> str:
    """Return the e-mail address of a login of the demonstration."""
    return f"{login}@{DOMAIN}"


def demo_logins() -> list[tuple[str, str]]:
    """Return (e-mail, role) of the accounts with the published password; [] in the database of a real firm."""
    firm = get_organisation()
    if firm is None or not firm.is_demonstration:
        return []
    opened = set(list_published())
    return [(email(login), role.value) for login, _f, _l, role, _s in PEOPLE if email(login) in opened]


def list_published() -> list[str]:
    """Return the e-mail addresses of the active accounts whose password is the published one."""
    found = [get_person_by_email(email(login)) for login, *_ in PEOPLE]
    return [p.email for p in found if p is not None and p.is_active and p.check_password(DEMO_PASSWORD)]
