"""The commercial file's rules: identifiers, phones, hours, data quality, urgency."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.clients.rules.activities import HEADCOUNT_BANDS, band_of, is_natural_person, read_headcount, read_naf
from arpent.clients.rules.classes import abc_classes
from arpent.clients.rules.data_quality import DataQualityFacts, score_data_quality
from arpent.clients.rules.identity import read_email, read_phone, read_siren, read_siret, read_vat, show_phone
from arpent.clients.rules.opening import (
    Closure,
    assumed_opening,
    gather_days,
    merge_windows,
    parse_opening,
    spread_days,
)
from arpent.clients.rules.relationship import Urgency, due_on, read_relationship, urgency_of
from arpent.kernel.periods import Window, format_minutes

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "siret"),
    [
        ("54203492117135", "54203492117135"),
        ("542 034 921 17135", "54203492117135"),
        ("5.4203492117135E+13", "54203492117135"),
        ("5,4203492117135E13", "54203492117135"),
        ("54203492117135.0", "54203492117135"),
        ("32511741200034", None),
        ("35600000000048", "35600000000048"),
        ("5,42E+13", None),
        ("123", None),
        ("00000000000000", None),
    ],
)
def test_a_siret_is_read_or_refused(text, siret):
    assert read_siret(text) == siret


def test_a_siren_gets_its_lost_zeros_back():
    assert read_siren("5420349 21") == "542034921"
    assert read_siren("5580113") == "005580113"
    assert read_siren("123456789") is None


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("04 72 00 00 00", "+33472000000"),
        ("472000000", "+33472000000"),
        ("472000000.0", "+33472000000"),
        ("+33 (0)4 72 00 00 00", "+33472000000"),
        ("0033472000000", "+33472000000"),
        ("04.65.71.12.34", "+33465711234"),
        ("+32 2 555 12 12", "+3225551212"),
        ("12", None),
        ("appeler Paul", None),
    ],
)
def test_a_phone_is_read_or_refused(text, phone):
    assert read_phone(text) == phone


def test_a_phone_is_shown_as_its_country_does():
    assert show_phone("+33472000000") == "04 72 00 00 00"
    assert show_phone("+3225551212").startswith("+32")


def test_emails_and_vat_numbers():
    assert read_email(" Paul@Firme.FR ") == "paul@firme.fr"
    assert read_email("paul@") is None
    assert read_vat("FR 83 404 833 048") == "FR83404833048"
    assert read_vat("FR00") is None


def test_activities_and_headcounts():
    assert [read_naf(t) for t in ("2813Z", "28.13z", "36.00Z", "eau")] == ["28.13Z", "28.13Z", "36.00Z", None]
    assert [read_headcount(t) for t in ("21", "12", "1 234 salariés", "beaucoup")] == ["21", "12", "42", None]
    assert [is_natural_person(t) for t in ("1000", "Entrepreneur individuel", "SARL", "5710")] == [
        True,
        True,
        False,
        False,
    ]


@given(st.integers(1, 50_000))
def test_every_headcount_falls_in_its_band(employees):
    low, high = HEADCOUNT_BANDS[band_of(employees)]
    assert low <= employees and (high is None or employees <= high)


WORK = (Window(480, 720), Window(840, 1080))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("lun-ven 8h-12h 14h-18h", dict.fromkeys(range(5), WORK)),
        ("8h-12h 14h-18h", dict.fromkeys(range(5), WORK)),
        (
            "Lundi au jeudi : 8:00-12:00 / 14:00-18:00; samedi 9h-12h",
            {**dict.fromkeys(range(4), WORK), 5: (Window(540, 720),)},
        ),
        ("mon-fri 8:00-18:00; sun closed", {d: (Window(480, 1080),) for d in range(5)}),
        ("mar, jeu 8h30 à 12h15", {1: (Window(510, 735),), 3: (Window(510, 735),)}),
        ("lun-ven 8h-12h 14h-18h, fermé le samedi", dict.fromkeys(range(5), WORK)),
        ("8h-12h fermé le mercredi", {d: (Window(480, 720),) for d in (0, 1, 3, 4)}),
        ("lun-mer, ven 8h-12h", {d: (Window(480, 720),) for d in (0, 1, 2, 4)}),
        ("du lundi au jeudi et samedi 8h-12h", {d: (Window(480, 720),) for d in (0, 1, 2, 3, 5)}),
        ("lun-jeu 8h-12h ven 8h-11h", {**{d: (Window(480, 720),) for d in range(4)}, 4: (Window(480, 660),)}),
        ("tous les jours 9h-19h", {d: (Window(540, 1140),) for d in range(7)}),
        ("Monday to Friday 8:00-17:00", {d: (Window(480, 1020),) for d in range(5)}),
        ("lun-ven 7h30-16h30", {d: (Window(450, 990),) for d in range(5)}),
    ],
)
def test_hours_are_read_as_people_write_them(text, days):
    assert parse_opening(text) == tuple(days.get(d, ()) for d in range(7))


@pytest.mark.parametrize(
    "text",
    ["sur rendez-vous", "lun-ven", "25h-26h", "", "8h-12h sauf lundi", "lun-ven 8h-12h sur rendez-vous", "12h-8h"],
)
def test_hours_that_cannot_be_read_are_refused(text):
    with pytest.raises(ValueError):
        parse_opening(text)


@given(st.lists(st.tuples(st.integers(0, 1438), st.integers(1, 500)), max_size=6))
def test_merged_windows_are_apart_and_in_order(spans):
    merged = merge_windows([Window(a, min(1440, a + n)) for a, n in spans])
    assert all(x.end < y.start for x, y in zip(merged, merged[1:], strict=False))
    inside = {m for a, n in spans for m in range(a, min(1440, a + n))}
    assert inside == {m for w in merged for m in range(w.start, w.end)}


WEEKS = st.lists(st.lists(st.tuples(st.integers(0, 1400), st.integers(1, 39)), max_size=3), min_size=7, max_size=7).map(
    lambda days: tuple(merge_windows([Window(a, a + n) for a, n in spans]) for spans in days)
)


@given(WEEKS)
def test_hours_gathered_by_days_spread_to_the_same_week(week):
    gathered = gather_days(week)
    assert spread_days(gathered) == week
    assert len({w for _, w in gathered}) == len(gathered) and all(0 < bits < 128 for bits, _ in gathered)


@given(st.integers(0, 700), st.integers(701, 1439))
def test_hours_read_back_what_they_write(start, end):
    text = f"lun {format_minutes(start)}-{format_minutes(end)}"
    assert parse_opening(text)[0] == (Window(start, end),)


def test_a_yearly_closure_repeats_even_over_new_year():
    august = Closure(dt.date(2025, 8, 1), dt.date(2025, 8, 21), yearly=True)
    winter = Closure(dt.date(2025, 12, 24), dt.date(2026, 1, 2), yearly=True)
    assert august.covers(dt.date(2030, 8, 5)) and not august.covers(dt.date(2030, 8, 22))
    assert (
        winter.covers(dt.date(2030, 12, 31))
        and winter.covers(dt.date(2031, 1, 1))
        and not winter.covers(dt.date(2031, 1, 3))
    )
    assert assumed_opening((august,)).on(dt.date(2026, 8, 3)) == ()
    with pytest.raises(ValueError):
        Closure(dt.date(2026, 2, 2), dt.date(2026, 2, 1))


@pytest.mark.parametrize(
    ("days", "urgency"),
    [(None, Urgency.DUE), (10, Urgency.FRESH), (22, Urgency.SOON), (30, Urgency.DUE), (40, Urgency.LATE)],
)
def test_urgency_grows_with_time(days, urgency):
    last = TODAY - dt.timedelta(days=days) if days is not None else None
    assert urgency_of(last, 30, TODAY) == urgency


def test_due_dates():
    assert due_on(TODAY, 30, TODAY) == dt.date(2026, 12, 24)
    assert due_on(None, 30, TODAY) == TODAY
    assert due_on(TODAY, None, TODAY) is None
    assert urgency_of(TODAY, None, TODAY) == Urgency.NONE


@pytest.mark.parametrize(
    ("word", "kind"), [("client", "customer"), ("ancien client", "former"), ("lead", "prospect"), ("xyz", None)]
)
def test_relationships_are_recognised_in_several_spellings(word, kind):
    assert read_relationship(word) == kind


facts = st.builds(
    DataQualityFacts,
    has_siret=st.booleans(),
    precision=st.sampled_from(["point", "address", "street", "commune", "none"]),
    has_phone=st.booleans(),
    has_email=st.booleans(),
    has_named_contact=st.booleans(),
    has_activity=st.booleans(),
    hours_confirmed_on=st.none() | st.dates(dt.date(2020, 1, 1), TODAY),
    last_contact_on=st.none() | st.dates(dt.date(2020, 1, 1), TODAY),
)


@given(facts)
def test_the_data_quality_score_is_the_sum_of_its_parts(e):
    score, parts = score_data_quality(e, TODAY)
    assert score == sum(p.points for p in parts) and sum(p.max_points for p in parts) == 100
    assert all(0 <= p.points <= p.max_points for p in parts)


def test_classes_follow_the_share_of_the_whole_potential():
    amounts = [800.0, 100.0, 50.0, 30.0, 20.0]
    assert abc_classes([*amounts, None]) == ["A", "B", "B", "C", "C", ""]
    assert abc_classes([]) == [] and abc_classes([None, 0.0]) == ["", ""]


@given(st.lists(st.floats(1, 10_000), min_size=1))
def test_a_greater_potential_is_never_of_a_lesser_class(amounts):
    ranked = sorted(zip(amounts, abc_classes(amounts), strict=True), key=lambda r: -r[0])
    assert [c for _, c in ranked] == sorted(c for _, c in ranked) and ranked[0][1] == "A"
