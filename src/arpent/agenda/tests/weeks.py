"""A week to plan in the tests of the agenda."""

import datetime as dt

from django.utils import timezone

from arpent.agenda.actions.calendar import save_appointment
from arpent.agenda.actions.planning import request_plan, run_plan
from arpent.agenda.models import Plan
from arpent.clients.models import Company
from arpent.kernel.periods import Week
from arpent.people.testing import NOON

WEEK = Week(2026, 49)
TOWNS = [
    ("69100", "Villeurbanne"),
    ("38200", "Vienne"),
    ("69400", "Villefranche-sur-Saône"),
    ("01000", "Bourg-en-Bresse"),
    ("38300", "Bourgoin-Jallieu"),
    ("38000", "Grenoble"),
    ("69700", "Givors"),
    ("69210", "L'Arbresle"),
]


def local(day, hour, minute=0):
    return dt.datetime.combine(WEEK.day(day), dt.time(hour, minute), tzinfo=timezone.get_default_timezone())


def book(cast, name, starts_at, minutes, **values):
    company = Company.objects.visible_to(cast.owner).get(name=name)
    return save_appointment(
        by=cast.owner,
        at=NOON,
        person_id=cast.owner.pk,
        starts_at=starts_at,
        minutes=minutes,
        company_id=company.pk,
        **values,
    )


def planned(cast, **values):
    plan, job = request_plan(by=cast.owner, at=NOON, person_id=cast.owner.pk, week=WEEK, **values)
    return run_plan(job_id=job.pk, clock=lambda: NOON) and Plan.objects.visible_to(cast.owner).get(pk=plan.pk)
