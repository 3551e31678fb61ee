"""Submissions of devices as labelled texts."""

from typing import Any

from django.utils.translation import gettext as _

from arpent.people.public import User

from ..models import Company
from ..queries.device_records import company_words

# (key of a body, its words, the value as one reads it)
Shown = tuple[str, str, str]


def show_company(*, body: dict[str, Any], by: User) -> list[Shown]:
    """Return (key, label, text) of a company's body."""
    words = {
        "name": _("Nom"),
        "relationship": _("Relation"),
        "siren": "SIREN",
        "phone": _("Téléphone"),
        "email": _("E-mail"),
        "website": _("Site internet"),
        "address": _("Adresse"),
        "postcode": _("Code postal"),
        "city": _("Ville"),
        "lat": _("Latitude"),
        "lon": _("Longitude"),
    }
    values = {**body, "relationship": dict(Company.Relationship.choices).get(str(body.get("relationship")), "")}
    return [(k, w, str(values.get(k) or "")) for k, w in words.items()]


def show_contact(*, body: dict[str, Any], by: User) -> list[Shown]:
    """Return (key, label, text) of a contact's body."""
    words = {
        "last_name": _("Nom"),
        "first_name": _("Prénom"),
        "function": _("Fonction"),
        "phone": _("Téléphone"),
        "mobile": _("Mobile"),
        "email": _("E-mail"),
    }
    own = [(k, w, str(body.get(k) or "")) for k, w in words.items()]
    return [*own, ("company", _("Entreprise"), company_words(body=body, by=by))]


def show_confirmation(*, body: dict[str, Any], by: User) -> list[Shown]:
    """Return (key, label, text) of a confirmation's body."""
    what = {"hours": _("horaires"), "contact": _("contact"), "company": _("coordonnées")}.get(str(body.get("what")), "")
    return [("company", _("Entreprise"), company_words(body=body, by=by)), ("what", _("Confirmé"), what)]
