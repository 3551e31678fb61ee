"""Command `arpent import`."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from arpent.imports.public import receive_file, run_import, set_mapping, start_import

from ...processes.database import prepare_database
from ..base import ArpentCommand
from ..people import get_person

PRINTED_COUNTS = ("rows", "created", "updated", "rejected", "duplicates", "located")


class Command(ArpentCommand):
    """Import a commercial file."""

    help = "import a commercial file"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="email", required=True, help="e-mail of the user who imports")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file: Path, email: str, **options: Any) -> None:
        prepare_database()
        person, now = get_person(email), timezone.now
        with file.open("rb") as content:
            received = receive_file(by=person, at=now(), name=file.name, content=content)
        set_mapping(file_id=received.pk, by=person, mapping=received.mapping, options=received.options)
        job = start_import(file_id=received.pk, by=person, at=now(), queue=False)
        counts = run_import(job_id=job.pk, clock=now)
        assert counts is not None  # nobody else knows of the job
        result = {key: counts.as_json()[key] for key in PRINTED_COUNTS}
        shown = json.dumps(result) if options["json"] else ", ".join(f"{k} {v}" for k, v in result.items())
        self.stdout.write(shown)
