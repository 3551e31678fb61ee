"""What each `arpent` command does, through the same doors as the screens."""

import argparse
import getpass
import json
import secrets
import sys
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from arpent.accounts.public import create_person, reset_second_factor
from arpent.agenda.public import accept_plan, plan_as_json, request_plan, run_plan
from arpent.demo.public import DEMO_PASSWORD, demo_logins, list_published, load_demo_firm
from arpent.history.public import archive_trail_heads, clear_sealing_horizon
from arpent.imports.public import receive_file, run_import, set_mapping, start_import
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.periods import Week
from arpent.people.public import Role, User, get_person_by_email, is_empty_base
from arpent.privacy.public import merge_ledgers
from arpent.sync.public import change_epoch
from arpent.web.client_address import is_loopback
from arpent.web.error_messages import error_message

from .backups import LEDGER, BackupError, ask_seal, back_up, check_keeping, delete_older
from .doctor import examine
from .modes import mend_modes
from .processes.database import prepare_database
from .serving import serve, serve_pages, work


def _person(email: str) -> User:
    person = get_person_by_email(email)
    if person is None:
        print(f"Personne n’utilise l’adresse {email}.", file=sys.stderr)
        raise NotFound("person")
    return person


def _refuses_to_show_demo(host: str, *, demo: bool = False) -> bool:
    """Say that accounts with a published password would be open to other machines; return whether that is so."""
    if is_loopback(host) or settings.ARPENT_DEMO_PUBLIC:
        return False
    published = list_published()
    if not published and not (demo and is_empty_base()):
        return False
    print(
        f"Other machines reach {host}, and the demonstration’s password is published"
        f"{': ' + ', '.join(published) if published else ''}. Close those accounts or change their passwords, serve on "
        "127.0.0.1, or set ARPENT_DEMO_PUBLIC=1 if nothing in this base matters.",
        file=sys.stderr,
    )
    return True


def do_web(args: argparse.Namespace) -> int:
    if not args.supervised_by:
        mend_modes(settings.ARPENT_HOME)
        prepare_database()
        if _refuses_to_show_demo(args.host):
            return 2
    return serve_pages(args.host, args.port, args.supervised_by)


def do_worker(args: argparse.Namespace) -> int:
    if not args.supervised_by:
        prepare_database()
    return work(args.supervised_by)


def do_run(args: argparse.Namespace) -> int:
    mend_modes(settings.ARPENT_HOME)
    prepare_database()
    if _refuses_to_show_demo(args.host, demo=args.demo):
        return 2
    if args.demo and is_empty_base():
        print("Arpent: loading the demonstration firm…", flush=True)
        load_demo_firm(at=timezone.now())
    logins = demo_logins()  # once: each account's password hash is checked
    if args.demo and not logins:
        print(error_message(DomainError("demo.founded")), file=sys.stderr)
    return serve(args.host, args.port, logins=logins)


def do_import(args: argparse.Namespace) -> int:
    prepare_database()
    person, now = _person(args.email), timezone.now
    with args.file.open("rb") as content:
        file = receive_file(by=person, at=now(), name=args.file.name, content=content)
    set_mapping(file_id=file.pk, by=person, mapping=file.mapping, options=file.options)
    job = start_import(file_id=file.pk, by=person, at=now(), queue=False)
    counts = run_import(job_id=job.pk, clock=now)
    assert counts is not None  # nobody else knows of the job
    keys = ("rows", "created", "updated", "rejected", "duplicates", "located")
    result = {k: counts.as_json()[k] for k in keys}
    if args.json:
        print(json.dumps(result))
    else:
        print(", ".join(f"{k} {v}" for k, v in result.items()))
    return 0


def do_plan(args: argparse.Namespace) -> int:
    prepare_database()
    person = _person(args.rep)
    try:
        week = Week.parse(args.week)
    except ValueError as error:
        raise DomainError("agenda.wrong_week", text=args.week) from error
    _, job = request_plan(
        by=person, at=timezone.now(), person_id=person.pk, week=week, queue=False, replan_accepted=args.replan_accepted
    )
    plan = run_plan(job_id=job.pk, clock=timezone.now)
    assert plan is not None  # nobody else knows of the job
    if plan.problem:
        raise DomainError(plan.problem, **plan.problem_facts)
    if args.accept:
        accept_plan(plan_id=plan.pk, by=person, at=timezone.now())
        plan.refresh_from_db()
    shown = plan_as_json(plan)
    if args.json:
        print(json.dumps(shown, ensure_ascii=False))
        return 0
    for day in shown["days"]:
        print(day["date"], day["off"])
        for note in day["notes"]:
            print(f"  ! {note}")
        for stop in day["stops"]:
            print(f"  {stop['arrive'][11:]}-{stop['depart'][11:]}  {stop['name']}")
    print(shown["totals"])
    return 0


def do_demo(args: argparse.Namespace) -> int:
    prepare_database()
    load_demo_firm(at=timezone.now())
    for email, role in demo_logins():
        print(f"{role:12} {email}  {DEMO_PASSWORD}")
    return 0


def do_backup(args: argparse.Namespace) -> int:
    # No migration first: a backup before an upgrade is of the base as it is.
    if args.keep_days is not None:
        check_keeping(args.file, args.keep_days)
    rows = back_up(args.file, seal=ask_seal() if args.encrypt else None)
    print(f"{args.file}: {rows} rows checked{', encrypted' if args.encrypt else ''}")
    if args.keep_days is not None:
        for path in delete_older(args.file, args.keep_days, timezone.localdate()):
            print(f"{path}: deleted, more than {args.keep_days} days old")
    return 0


def do_new_epoch(args: argparse.Namespace) -> int:
    prepare_database()
    clear_sealing_horizon()
    print(f"epoch {change_epoch().hex}: phones will send their last 30 days again")
    aside = archive_trail_heads(at=timezone.now())
    if aside is not None:
        print(f"the remembered heads of the former base's audit trail are in {aside}")
    return 0


def do_repeat_erasures(args: argparse.Namespace) -> int:
    for path in args.ledgers:
        if not path.is_file():
            raise FileNotFoundError(2, "no ledger", str(path))
    try:
        merge_ledgers(Path(settings.ARPENT_HOME) / LEDGER, args.ledgers)
    except ValueError as error:
        raise BackupError(str(error)) from error
    prepare_database()
    return 0


def do_doctor(args: argparse.Namespace) -> int:
    if args.fix:
        mended, left = mend_modes(settings.ARPENT_HOME)
        print(f"[ok] {mended} files of the home taken back from others; {len(left)} left")
    findings = examine(full=args.full)
    for level, text in findings:
        print(f"[{level}] {text}")
    return 1 if any(level == "error" for level, _text in findings) else 0


def do_reset_mfa(args: argparse.Namespace) -> int:
    prepare_database()
    person = reset_second_factor(person_id=_person(args.email).pk, by=None, at=timezone.now())
    print(
        f"{person.email}: no second factor any more, and signed in nowhere; it is asked for at the next sign-in if the"
        " role wants one."
    )
    return 0


def do_createadmin(args: argparse.Namespace) -> int:
    prepare_database()
    password = getpass.getpass("Mot de passe : ") if sys.stdin.isatty() else secrets.token_urlsafe(12)
    create_person(
        email=args.email,
        first_name=args.first_name,
        last_name=args.last_name,
        role=Role.ADMINISTRATOR,
        at=timezone.now(),
        password=password,
    )
    if not sys.stdin.isatty():
        print(f"{args.email} {password}")
    return 0
