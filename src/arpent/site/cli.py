"""The `arpent` command: run, web, worker, import, plan, demo, backup, restore, new-epoch, repeat-erasures, doctor,
createadmin, reset-mfa.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .modes import keep_private


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="arpent", description="The workbench of the technical sales negotiator.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="start the web server and the worker")
    run.add_argument("--host", default="127.0.0.1")
    run.add_argument("--port", type=int, default=8000)
    run.add_argument("--demo", action="store_true", help="fill an empty base with the fictional firm")
    web = commands.add_parser("web", help="start the web server alone (a systemd unit)")
    web.add_argument("--host", default="127.0.0.1")
    web.add_argument("--port", type=int, default=8000)
    worker = commands.add_parser("worker", help="start the worker alone (a systemd unit)")
    for supervised in (web, worker):
        supervised.add_argument("--supervised-by", type=int, help=argparse.SUPPRESS)
    load = commands.add_parser("import", help="import a commercial file")
    load.add_argument("file", type=Path)
    load.add_argument("--as", dest="email", required=True, help="who imports")
    load.add_argument("--json", action="store_true")
    plan = commands.add_parser("plan", help="plan a week of visits")
    plan.add_argument("--rep", required=True, help="e-mail of the negotiator")
    plan.add_argument("--week", required=True, help="such as 2026-W49")
    plan.add_argument("--accept", action="store_true", help="put the visits in the calendar")
    plan.add_argument("--replan-accepted", action="store_true", help="visits accepted earlier may move too")
    plan.add_argument("--json", action="store_true")
    commands.add_parser("demo", help="fill an empty base with the fictional firm")
    backup = commands.add_parser("backup", help="copy the whole state into one file, and check the copy")
    backup.add_argument("file", type=Path)
    backup.add_argument(
        "--encrypt",
        action="store_true",
        help=(
            "to the public keys of ARPENT_BACKUP_RECIPIENTS, else with a passphrase (ARPENT_BACKUP_PASSPHRASE or asked)"
        ),
    )
    backup.add_argument(
        "--keep-days", type=int, help="then delete the backups of the same name with a day more than so many days ago"
    )
    restore = commands.add_parser("restore", help="put a backup in place of an empty home, or into an empty PostgreSQL")
    restore.add_argument("file", type=Path)
    restore.add_argument(
        "--erasures",
        type=Path,
        action="append",
        default=[],
        help="ledger of erasures (erasures.jsonl) of a home that was in use after the backup: they are made again",
    )
    restore.add_argument("--identity", type=Path, help="file of the private key that opens an encrypted backup")
    commands.add_parser(
        "new-epoch", help="after a base was restored by hand: have phones send their last 30 days again"
    )
    repeat = commands.add_parser("repeat-erasures", help="erase again whom a restored base brought back")
    repeat.add_argument(
        "ledgers", type=Path, nargs="*", help="erasures.jsonl of homes that were in use after the backup"
    )
    doctor = commands.add_parser("doctor", help="say what is wrong with this installation")
    doctor.add_argument("--full", action="store_true", help="verify the whole audit trail, however long")
    doctor.add_argument("--fix", action="store_true", help="take others' rights off the files of the home first")
    lost = commands.add_parser("reset-mfa", help="take off the second factor of somebody who lost it")
    lost.add_argument("email")
    admin = commands.add_parser("createadmin", help="create an administrator")
    admin.add_argument("email")
    admin.add_argument("--first-name", default="")
    admin.add_argument("--last-name", default="")
    return parser


def run_command(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; a refusal is a sentence on stderr and the code 2."""
    args = build_parser().parse_args(argv)
    keep_private()
    # Threads of a library for linear algebra would neither survive the forks of `run` and `web` nor be of use to pages.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
    from .backups import BackupError, refuse_half_restored

    try:
        if args.command == "restore":
            return _restore(args)
        if args.command != "doctor":
            refuse_half_restored()
    except BackupError as error:
        print(error.sentence, file=sys.stderr)
        return error.code
    import django

    django.setup()
    from arpent.kernel.errors import DomainError
    from arpent.web.error_messages import error_message

    from . import commands

    try:
        return int(getattr(commands, f"do_{args.command.replace('-', '_')}")(args) or 0)
    except DomainError as refusal:
        sentence = error_message(refusal)
        if getattr(args, "json", False):
            print(json.dumps({"error": refusal.code, "sentence": sentence}, ensure_ascii=False))
        print(sentence, file=sys.stderr)
        return 2
    except BackupError as error:
        print(error.sentence, file=sys.stderr)
        return error.code
    except FileExistsError as error:
        print(f"{error.filename}: ce fichier existe déjà, choisissez un autre nom.", file=sys.stderr)
        return 2
    except FileNotFoundError as error:
        print(f"{error.filename}: ce fichier n’existe pas.", file=sys.stderr)
        return 2


def _restore(args: argparse.Namespace) -> int:
    """Restore before Django is set up: the home that Django would open is not there yet.

    Erasures are made again in a process of its own, on the restored home; killed before that, the next start does it.
    """
    from .backups import ask_keys, restore_home

    env = dict(os.environ)
    try:
        manifest = restore_home(args.file, ask_keys(args.identity), args.erasures)
    except FileNotFoundError as error:
        print(f"{error.filename}: ce fichier n’existe pas.", file=sys.stderr)
        return 2
    print(
        f"{manifest.row_count} rows and {len(manifest.members)} files restored and checked (backup of"
        f" {manifest.made_at})",
        flush=True,
    )
    again = subprocess.run([sys.executable, "-m", "arpent", "repeat-erasures"], env=env, check=False)
    if again.returncode:
        print("The erasures known to the ledger were not made again: the next start does it.", file=sys.stderr)
    return again.returncode
