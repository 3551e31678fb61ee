"""Read, validate and format identifiers, phones and e-mail addresses."""

import re
from functools import lru_cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum.eu import vat as eu_vat
from stdnum.fr import siren as fr_siren
from stdnum.fr import siret as fr_siret

from arpent.kernel.text import digits

_SCIENTIFIC = re.compile(r"(\d(?:[.,]\d+)?)[eE]\+?(\d{1,2})")
_FRENCH = re.compile(r"0[1-9]\d{8}")


def read_number(text: str) -> str:
    """Return the digits of an identifier, including spreadsheet formats "5,42034921E+13" and "542034921.0".

    Digits lost by the spreadsheet become zeros; check digits detect them.
    """
    text = text.strip()
    match = _SCIENTIFIC.fullmatch(text)
    if match:
        mantissa, exponent = match[1].replace(",", "."), int(match[2])
        integer, _, rest = mantissa.partition(".")
        if len(rest) <= exponent <= 20:
            return integer + rest + "0" * (exponent - len(rest))
    return digits(re.sub(r"[.,]0+$", "", text))


def is_lost_precision(text: str) -> bool:
    """Return whether a number in scientific notation lost digits."""
    match = _SCIENTIFIC.fullmatch(text.strip())
    return match is not None and len(match[1].replace(",", ".").partition(".")[2]) < int(match[2])


def read_siren(text: str) -> str | None:
    """Return a SIREN of nine digits with a valid Luhn check digit (leading zeros restored), or None."""
    number = read_number(text)
    if not 6 <= len(number) <= 9:
        return None
    number = number.zfill(9)
    return number if number != "000000000" and fr_siren.is_valid(number) else None


def read_siret(text: str) -> str | None:
    """Return a SIRET of fourteen digits with a valid check digit (leading zeros restored), or None."""
    number = read_number(text)
    if not 11 <= len(number) <= 14:
        return None
    number = number.zfill(14)
    return number if not number.startswith("000000000") and fr_siret.is_valid(number) else None


def read_vat(text: str) -> str | None:
    """Return a European VAT number of valid form and check digits, without spaces, or None; VIES is not queried."""
    number = re.sub(r"[\s.\-]", "", text).upper()
    return number if eu_vat.is_valid(number) else None


@lru_cache(maxsize=4096)
def read_phone(text: str, country: str = "FR") -> str | None:
    """Return a valid phone in E.164 ("+33472000000"), or None.

    ``country``: ISO code for numbers without country code. A French number of nine digits gets its leading zero back.
    """
    text = re.sub(r"^(\d{9,12})[.,]0$", r"\1", text.strip())
    plain = re.sub(r"[\s.\-/()]", "", re.sub(r"\(0\)", "", text))
    if country == "FR" and re.fullmatch(r"[1-9]\d{8}", plain):
        plain = "0" + plain
    try:
        number = phonenumbers.parse(plain, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) and not (country == "FR" and _FRENCH.fullmatch(plain)):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def show_phone(e164: str) -> str:
    """Return a French phone in its national format (04 72 00 00 00), a foreign one in its international format.

    A text that is no E.164 number is returned unchanged.
    """
    if re.fullmatch(r"\+33\d{9}", e164):
        national = "0" + e164[3:]
        return " ".join(national[i : i + 2] for i in range(0, 10, 2))
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def read_email(text: str) -> str | None:
    """Return an e-mail address of valid form, in lower case, or None; its domain is not looked up."""
    text = text.strip().removeprefix("mailto:").strip("<>;, ")
    try:
        return str(validate_email(text, check_deliverability=False).normalized).lower()
    except EmailNotValidError:
        return None
