import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.todos.rules.quick_line import QuickLine, read_line

TUESDAY = dt.date(2026, 12, 1)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2150, 1, 1))


@pytest.mark.parametrize(
    ("line", "title", "due_on", "due_time"),
    [
        ("Rappeler M. Durand demain 9h", "Rappeler M. Durand", dt.date(2026, 12, 2), dt.time(9)),
        ("Rappeler M. Durand demain à 9 h 30", "Rappeler M. Durand", dt.date(2026, 12, 2), dt.time(9, 30)),
        ("Relancer aujourd’hui", "Relancer", TUESDAY, None),
        ("Relancer AUJOURD'HUI 14:15", "Relancer", TUESDAY, dt.time(14, 15)),
        ("Envoyer le plan après-demain à midi", "Envoyer le plan", dt.date(2026, 12, 3), dt.time(12)),
        ("Passer chez Morel lundi", "Passer chez Morel", dt.date(2026, 12, 7), None),
        ("Appeler mardi prochain", "Appeler", dt.date(2026, 12, 8), None),
        ("Envoyer l’offre pour le 12/12", "Envoyer l’offre", dt.date(2026, 12, 12), None),
        ("Envoyer l’offre 3/1", "Envoyer l’offre", dt.date(2027, 1, 3), None),
        ("Relancer le 15/2/2027", "Relancer", dt.date(2027, 2, 15), None),
        ("Relancer le 1er mars 8h", "Relancer", dt.date(2027, 3, 1), dt.time(8)),
        ("Contrat à signer le 5 août 2028", "Contrat à signer", dt.date(2028, 8, 5), None),
        ("Vérifier la pompe dans 3 jours", "Vérifier la pompe", dt.date(2026, 12, 4), None),
        ("Vérifier dans 2 semaines", "Vérifier", dt.date(2026, 12, 15), None),
        ("Vérifier dans 3 mois", "Vérifier", dt.date(2027, 3, 1), None),
        ("Demain 10h : rappeler Zoé", "rappeler Zoé", dt.date(2026, 12, 2), dt.time(10)),
        ("Call Mr. Smith tomorrow at 9h", "Call Mr. Smith", dt.date(2026, 12, 2), dt.time(9)),
    ],
)
def test_a_line_says_what_and_when(line, title, due_on, due_time):
    assert read_line(line, TUESDAY) == QuickLine(title, due_on, due_time)


@pytest.mark.parametrize(
    "line", ["Commander la vanne 3/4 de pouce", "Appeler le 31/02", "Relire le contrat", "Préparer lundi pluvieux", ""]
)
def test_what_is_no_date_remains_in_the_title(line):
    assert read_line(line, TUESDAY) == QuickLine(line)


@given(st.text(max_size=60), DAYS)
def test_any_text_is_read_and_its_title_comes_from_it(line, today):
    read = read_line(line, today)
    assert read.title in " ".join(line.split())


@given(DAYS, st.sampled_from(["demain", "lundi", "dimanche", "dans 5 jours", "29/02", "1er janvier", "aujourd’hui"]))
def test_a_day_without_year_is_to_come(today, words):
    read = read_line(f"Relancer {words}", today)
    assert read.title == "Relancer"
    assert read.due_on is not None and read.due_on >= today
