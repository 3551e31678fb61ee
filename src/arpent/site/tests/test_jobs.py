"""Every kind of job: its task, a second delivery, a break in the middle, and who is named in the trail."""

import datetime as dt

import pytest
from django_tasks_db.models import DBTaskResult

from arpent.agenda.actions.calendar import set_pattern
from arpent.agenda.actions.plan_acceptance import accept_plan
from arpent.agenda.actions.planning import request_plan, run_plan
from arpent.agenda.models import Plan
from arpent.clients.actions.locating import start_locating
from arpent.clients.models import Company
from arpent.clients.testing import make_company, upload
from arpent.geography.public import AddokGeocoder, Located
from arpent.history.actions.jobs import job_kinds
from arpent.history.actions.undo import undo_operation
from arpent.history.models import AuditEntry, Job
from arpent.imports.actions.files import set_mapping
from arpent.imports.actions.preview import start_check
from arpent.imports.actions.runs import start_import
from arpent.kernel.coordinates import Point
from arpent.kernel.periods import Week
from arpent.offers.portal.actions.email import QuoteEmail
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.testing import make_offer
from arpent.people.testing import NOON
from arpent.site.domains import manifests

pytestmark = pytest.mark.postgresql

WEEK = Week(2026, 49)
ROWS = "nom;ville;code postal\n" + "".join(f"Client {i};Lyon;69003\n" for i in range(1203))


def start_an_import(cast):
    file = upload(cast.owner, ROWS)
    set_mapping(file_id=file.pk, by=cast.owner, mapping=file.mapping, options=file.options)
    return start_import(file_id=file.pk, by=cast.owner, at=NOON)


def start_a_check(cast):
    file = upload(cast.owner, ROWS)
    set_mapping(file_id=file.pk, by=cast.owner, mapping=file.mapping, options=file.options)
    return start_check(file_id=file.pk, by=cast.owner, at=NOON)


def start_a_search_of_addresses(cast):
    make_company(cast.owner)
    return start_locating(by=cast.owner, at=NOON)


def start_a_plan(cast):
    set_pattern(person_id=cast.owner.pk, by=cast.owner, at=NOON, values={"start_label": "69003 Lyon"})
    for name, postcode, city in (("A", "69100", "Villeurbanne"), ("B", "38200", "Vienne")):
        make_company(cast.owner, name, call_interval=30, potential=9000, site_postcode=postcode, site_city=city)
    return request_plan(by=cast.owner, at=NOON, person_id=cast.owner.pk, week=WEEK)[1]


def start_a_mail(cast):
    offer = make_offer(cast.owner)
    letter = QuoteEmail("Voici {lien}", "http://arpent.example/")
    send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="M", email="m@client.example", letter=letter)
    return Job.objects.visible_to(cast.owner).get(kind="mail.send")


STARTS = {
    "mail.send": start_a_mail,
    "imports.import": start_an_import,
    "imports.check": start_a_check,
    "clients.locate": start_a_search_of_addresses,
    "agenda.plan": start_a_plan,
}
JOBS = {kind: task for domain in manifests() for kind, task in domain.jobs.items()}
every_kind = pytest.mark.parametrize("kind", sorted(JOBS))


@pytest.fixture(autouse=True)
def outside_services(settings, monkeypatch):
    settings.ARPENT_SENDS_MAIL = True
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    settings.ARPENT_GEOCODER_URL = "http://geo.example/geocodage"
    located = Located(Point(45.7601, 4.8612), "address", 0.93, "69383")
    monkeypatch.setattr(AddokGeocoder, "search", lambda *args, **kwargs: located)


def again(job):
    return Job.objects.unscoped("a test looks").get(pk=job.pk)


def deliver_again(job):
    """Put the job's task in the queue once more, as a queue that delivers at least once may."""
    JOBS[job.kind].enqueue(str(job.pk))


def written():
    """Return what the base holds of the business, as plain values."""
    companies = Company.objects.unscoped("a test looks").order_by("pk").values()
    plans = Plan.objects.unscoped("a test looks").order_by("pk").values()
    return list(companies), list(plans), AuditEntry.objects.count()


def test_every_kind_of_job_has_its_story_here():
    assert set(job_kinds()) == set(JOBS) and set(STARTS) == set(JOBS)


@every_kind
def test_a_job_is_enqueued_by_the_act_that_creates_it(cast, kind):
    job = STARTS[kind](cast)
    assert DBTaskResult.objects.filter(args_kwargs__args=[str(job.pk)], status="READY").count() == 1


@every_kind
def test_a_task_delivered_again_changes_nothing(cast, kind, work_queue):
    job = STARTS[kind](cast)
    deliver_again(job)
    assert work_queue() == 2
    done, before = again(job), written()
    assert (done.state, done.problem) == ("done", "")
    deliver_again(job)
    assert work_queue() == 1
    assert again(job).__dict__ | {"_state": None} == done.__dict__ | {"_state": None} and written() == before
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


@every_kind
def test_nothing_that_a_job_writes_lacks_its_person_or_its_operation(cast, kind, work_queue):
    job = STARTS[kind](cast)
    last = AuditEntry.objects.order_by("-id").first().pk
    work_queue()
    assert again(job).state == "done"
    entries = AuditEntry.objects.filter(id__gt=last)
    assert entries.exists()
    assert {(e.person_id, bool(e.operation_id)) for e in entries} == {(cast.owner.pk.hex, True)}


@every_kind
def test_a_job_that_fails_names_its_person_too(cast, kind, work_queue, monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError("a bug")

    job = STARTS[kind](cast)
    for place in (
        "arpent.clients.actions.importing.importer.CompanyImporter.parse_rows",
        "arpent.clients.actions.importing.importer.CompanyImporter.check",
        "arpent.clients.actions.locating._ask_all",
        "arpent.agenda.actions.planning.solve_week",
        "django.core.mail.EmailMessage.send",
    ):
        monkeypatch.setattr(place, broken)
    last = AuditEntry.objects.order_by("-id").first().pk
    work_queue()
    assert again(job).state == "failed" and again(job).problem
    for entry in AuditEntry.objects.filter(id__gt=last):
        assert entry.person_id == cast.owner.pk.hex and entry.operation_id


@every_kind
def test_a_job_whose_worker_died_goes_on_once_its_lease_has_expired(cast, kind, work_queue):
    from arpent.history.actions.job_leases import claim_job
    from arpent.history.public import resume_interrupted_jobs

    job = STARTS[kind](cast)
    DBTaskResult.objects.all().delete()
    claim_job(job_id=job.pk, at=NOON)
    later = NOON + dt.timedelta(hours=1)
    assert [resume_interrupted_jobs(at=later) for _ in range(9)] == [1] + [0] * 8
    work_queue()
    assert again(job).state == "done" and again(job).attempt == 2


def plans(cast):
    return list(Plan.objects.visible_to(cast.owner).order_by("created_at", "id"))


def test_of_two_plans_requested_for_one_week_only_the_newest_is_a_draft_whichever_ends_last(cast):
    first = start_a_plan(cast)
    _plan, second = request_plan(by=cast.owner, at=NOON + dt.timedelta(seconds=1), person_id=cast.owner.pk, week=WEEK)
    for job in (second, first):
        run_plan(job_id=job.pk, clock=lambda: NOON)
    assert [p.state for p in plans(cast)] == ["dropped", "draft"]
    assert (again(first).state, again(second).state) == ("stopped", "done")


def test_a_plan_superseded_while_it_is_computed_stays_superseded(cast, monkeypatch):
    from arpent.agenda.actions import planning

    first, real, calls = start_a_plan(cast), planning.solve_week, []

    def solve(*args, **kwargs):
        if not calls:
            calls.append(1)
            _plan, second = request_plan(
                by=cast.owner, at=NOON + dt.timedelta(seconds=1), person_id=cast.owner.pk, week=WEEK
            )
            run_plan(job_id=second.pk, clock=lambda: NOON)
        return real(*args, **kwargs)

    monkeypatch.setattr(planning, "solve_week", solve)
    run_plan(job_id=first.pk, clock=lambda: NOON)
    assert [p.state for p in plans(cast)] == ["dropped", "draft"] and again(first).state == "stopped"


def test_two_plans_that_did_not_see_each_other_leave_one_draft(cast):
    """Two requests at one moment on PostgreSQL: neither sees the other's plan, so that neither supersedes it."""
    first = start_a_plan(cast)
    _plan, second = request_plan(by=cast.owner, at=NOON + dt.timedelta(seconds=1), person_id=cast.owner.pk, week=WEEK)
    for order in ((first, second), (second, first)):
        Plan.objects.visible_to(cast.owner).update(state="running")
        Job.objects.visible_to(cast.owner).update(state="waiting")
        for job in order:
            run_plan(job_id=job.pk, clock=lambda: NOON)
        assert [p.state for p in plans(cast)] == ["dropped", "draft"]


def test_a_task_delivered_twice_never_takes_an_accepted_plan_back(cast, work_queue):
    job = start_a_plan(cast)
    work_queue()
    accept_plan(plan_id=job.subject_id, by=cast.owner, at=NOON)
    deliver_again(job)
    work_queue()
    assert [p.state for p in plans(cast)] == ["accepted"]
    # Not even a run that still believed the plan to be running.
    Job.objects.visible_to(cast.owner).update(state="waiting")
    run_plan(job_id=job.pk, clock=lambda: NOON)
    assert [p.state for p in plans(cast)] == ["accepted"] and again(job).state == "stopped"


def test_a_plan_undone_before_it_is_computed_ends_its_job(cast, work_queue):
    job = start_a_plan(cast)
    undo_operation(operation_id=again(job).operation_id, by=cast.owner, at=NOON)
    work_queue()
    assert not plans(cast) and again(job).state == "stopped"


def test_an_undone_request_leaves_one_live_plan_of_the_week(cast, work_queue):
    """The undo puts the former plan back as it was: being computed, by a job that has ended since."""
    first = start_a_plan(cast)
    moments = [NOON + dt.timedelta(seconds=n) for n in (1, 2)]
    _plan, second = request_plan(by=cast.owner, at=moments[0], person_id=cast.owner.pk, week=WEEK)
    work_queue()
    undo_operation(operation_id=again(second).operation_id, by=cast.owner, at=NOON)
    assert again(first).is_over
    assert "running" not in [p.state for p in plans(cast)]
    request_plan(by=cast.owner, at=moments[0], person_id=cast.owner.pk, week=WEEK)
    work_queue()
    former = plans(cast)[-1]
    _plan, third = request_plan(by=cast.owner, at=moments[1], person_id=cast.owner.pk, week=WEEK)
    work_queue()
    undo_operation(operation_id=again(third).operation_id, by=cast.owner, at=NOON)
    assert [p.state for p in plans(cast) if p.pk == former.pk] == ["draft"]
    assert [p.state for p in plans(cast)].count("draft") == 1
