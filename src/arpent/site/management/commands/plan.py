"""Command `arpent plan`."""

import json
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from arpent.agenda.public import accept_plan, plan_as_json, request_plan, run_plan
from arpent.kernel.errors import DomainError
from arpent.kernel.periods import Week

from ...processes.database import prepare_database
from ..base import ArpentCommand
from ..people import get_person


class Command(ArpentCommand):
    """Plan a week of visits."""

    help = "plan a week of visits"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rep", required=True, help="e-mail of the negotiator")
        parser.add_argument("--week", required=True, help="such as 2026-W49")
        parser.add_argument("--accept", action="store_true", help="put the visits in the calendar")
        parser.add_argument("--replan-accepted", action="store_true", help="visits accepted earlier may move too")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, rep: str, week: str, accept: bool, replan_accepted: bool, **options: Any) -> None:
        prepare_database()
        person = get_person(rep)
        _, job = request_plan(
            by=person,
            at=timezone.now(),
            person_id=person.pk,
            week=_parse_week(week),
            queue=False,
            replan_accepted=replan_accepted,
        )
        plan = run_plan(job_id=job.pk, clock=timezone.now)
        assert plan is not None  # nobody else knows of the job
        if plan.problem:
            raise DomainError(plan.problem, **plan.problem_facts)
        if accept:
            accept_plan(plan_id=plan.pk, by=person, at=timezone.now())
            plan.refresh_from_db()
        shown = plan_as_json(plan)
        if options["json"]:
            self.stdout.write(json.dumps(shown, ensure_ascii=False))
        else:
            self._print_days(shown)

    def _print_days(self, shown: dict[str, Any]) -> None:
        for day in shown["days"]:
            self.stdout.write(f"{day['date']} {day['off']}")
            for note in day["notes"]:
                self.stdout.write(f"  ! {note}")
            for stop in day["stops"]:
                self.stdout.write(f"  {stop['arrive'][11:]}-{stop['depart'][11:]}  {stop['name']}")
        self.stdout.write(str(shown["totals"]))


def _parse_week(text: str) -> Week:
    try:
        return Week.parse(text)
    except ValueError as error:
        raise DomainError("agenda.wrong_week", text=text) from error
