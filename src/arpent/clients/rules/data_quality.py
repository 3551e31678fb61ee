"""Data quality score of a company, from 0 to 100, as a sum of explained parts."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class DataQualityFacts:
    """Facts of a company, its main site and contacts."""

    has_siret: bool
    precision: str  # point, address, street, commune, none
    has_phone: bool
    has_email: bool
    has_named_contact: bool
    has_activity: bool
    hours_confirmed_on: dt.date | None
    last_contact_on: dt.date | None


@dataclass(frozen=True)
class ScorePart:
    """A part of the score: its code, points and maximum."""

    code: str
    points: int
    max_points: int


def score_data_quality(e: DataQualityFacts, today: dt.date) -> tuple[int, tuple[ScorePart, ...]]:
    """Return the score (0-100) and its parts, whose maxima add up to 100; ages are counted in days before ``today``."""
    place = {"point": 20, "address": 20, "street": 14, "commune": 8}.get(e.precision, 0)
    age = (today - e.last_contact_on).days if e.last_contact_on else None
    fresh = 0 if age is None else 15 if age <= 365 else 8 if age <= 3 * 365 else 0
    hours_age = (today - e.hours_confirmed_on).days if e.hours_confirmed_on else None
    hours = 0 if hours_age is None else 10 if hours_age <= 365 else 5
    parts = (
        ScorePart("identity", 20 if e.has_siret else 0, 20),
        ScorePart("place", place, 20),
        ScorePart("phone", 10 if e.has_phone else 0, 10),
        ScorePart("email", 5 if e.has_email else 0, 5),
        ScorePart("contact", 15 if e.has_named_contact else 0, 15),
        ScorePart("activity", 5 if e.has_activity else 0, 5),
        ScorePart("hours", hours, 10),
        ScorePart("fresh", fresh, 15),
    )
    return sum(p.points for p in parts), parts
