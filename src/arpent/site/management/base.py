"""Base class of the commands of `arpent`: refusals are messages, and system checks are not run."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from arpent.kernel.errors import DomainError

from ..backups import BackupError


class ArpentCommand(BaseCommand):
    """A management command whose refusals are sentences on stderr, with exit code 1.

    A subclass with an option ``--json`` also prints a refusal as JSON on stdout.
    """

    requires_system_checks = []  # `make check` runs them; they would cost each start half a second
    suppressed_base_arguments = {
        "--version",
        "-v",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command. Raise CommandError with the message of a DomainError, BackupError, missing or
        existing file.
        """
        try:
            return super().execute(*args, **options)
        except DomainError as refusal:
            from arpent.web.error_messages import error_message

            sentence = error_message(refusal)
            if options.get("json"):
                self.stdout.write(json.dumps({"error": refusal.code, "sentence": sentence}, ensure_ascii=False))
            raise CommandError(sentence) from refusal
        except BackupError as error:
            raise CommandError(error.sentence) from error
        except FileExistsError as error:
            raise CommandError(f"{error.filename}: ce fichier existe déjà, choisissez un autre nom.") from error
        except FileNotFoundError as error:
            raise CommandError(f"{error.filename}: ce fichier n’existe pas.") from error

    def run_from_argv(self, argv: list[str]) -> None:
        """Run as Django does, but print a refusal without the name of its class.

        Does not close connections at the end, unlike Django: `restore` runs before there are settings to read them
        from, and the process ends here.
        """
        self._called_from_command_line = True
        options = vars(self.create_parser(argv[0], argv[1]).parse_args(argv[2:]))
        try:
            self.execute(*options.pop("args", ()), **options)
        except CommandError as refusal:
            if options["traceback"]:
                raise
            self.stderr.write(str(refusal))
            sys.exit(refusal.returncode)
