"""Parties of an offer or an order as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer; only name and country (ISO 3166 alpha-2) are required, other texts may be empty."""

    name: str
    country: str
    siren: str = ""  # legal id, scheme 0002
    vat: str = ""  # with its prefix, e.g. FR32123456789
    line1: str = ""
    postcode: str = ""
    city: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
