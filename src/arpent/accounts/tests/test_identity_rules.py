"""Legal identity of the firm: what is stored, what is refused."""

from arpent.accounts.rules.identity import read_identity


def test_numbers_are_stored_without_spaces_and_a_country_in_capitals():
    clean, refusals = read_identity({"name": " Firme ", "siren": "732 829 320", "country": "fr"})
    assert clean == {"name": "Firme", "siren": "732829320", "country": "FR"} and refusals == {}


def test_each_wrong_value_is_refused_at_its_field():
    values = {"name": " ", "siren": "123456789", "vat_number": "FR00000000000", "country": "XX"}
    assert set(read_identity(values)[1]) == {"name", "siren", "vat_number", "country"}


def test_what_is_not_written_is_not_checked():
    assert read_identity({"siren": ""}) == ({"siren": ""}, {})
