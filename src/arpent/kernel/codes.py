"""ISO codes of currencies in use (4217) and of countries (3166), with localised names (Unicode CLDR)."""

from functools import lru_cache

from babel import Locale
from babel.numbers import get_territory_currencies

from .text import fold


@lru_cache(maxsize=1)
def _current() -> frozenset[str]:
    territories = [str(t) for t in Locale("en").territories if len(str(t)) == 2]
    return frozenset(code for territory in territories for code in get_territory_currencies(territory))


def is_currency(code: str) -> bool:
    """Return whether an ISO 4217 code is that of a currency in use; former currencies give False. Case matters.

    >>> is_currency("EUR"), is_currency("CHF"), is_currency("FRF"), is_currency("eur")
    (True, True, False, False)
    """
    return code in _current()


def country_name(code: str, language: str) -> str:
    """Return the name of a country in a language, or the code itself when it is unknown.

    >>> country_name("CH", "fr"), country_name("DE", "en"), country_name("", "fr")
    ('Suisse', 'Germany', '')
    """
    return str(Locale(language[:2]).territories.get(code.upper(), code))


@lru_cache(maxsize=8)
def country_choices(language: str) -> tuple[tuple[str, str], ...]:
    """Return (code, name) of every country: France first, the others sorted by name in the language.

    Codes without a name in the language are left out.

    >>> country_choices("fr")[0], ("DE", "Allemagne") in country_choices("fr")
    (('FR', 'France'), True)
    """
    names = Locale(language[:2]).territories
    codes = [str(t) for t in Locale("en").territories if is_country(str(t)) and str(t) != "FR" and t in names]
    named = sorted(((code, country_name(code, language)) for code in codes), key=lambda c: fold(c[1]))
    return (("FR", country_name("FR", language)), *named)


def is_country(code: str) -> bool:
    """Return whether a code is an ISO 3166-1 country code.

    >>> is_country("FR"), is_country("GB"), is_country("UK"), is_country("EU")
    (True, True, False, False)
    """
    return (
        len(code) == 2 and code in Locale("en").territories and code not in ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB")
    )
