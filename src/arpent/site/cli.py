"""The `arpent` command: Django's management commands, with ours first in the help."""

import os
import sys
from collections.abc import Sequence

from django.core.management import ManagementUtility, get_commands

from .backups import BackupError, refuse_half_restored
from .modes import keep_private

# Commands that run where a restore was cut off: it is begun again, or reported.
RUN_ON_HALF_RESTORED = {"restore", "doctor", "help"}


def main(arguments: Sequence[str]) -> None:
    """Run one command. Exit with code 1 and a message on stderr for a refusal, with 2 for wrong arguments."""
    keep_private()
    # Threads of a library for linear algebra would neither survive the forks of `run` and `web` nor be of use to pages.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
    name = arguments[0] if arguments else "help"
    if name not in RUN_ON_HALF_RESTORED:
        try:
            refuse_half_restored()
        except BackupError as error:
            sys.exit(error.sentence)
    if name == "restore":
        _run_without_settings(arguments)
    else:
        ArpentUtility(["arpent", *arguments]).execute()


def _run_without_settings(arguments: Sequence[str]) -> None:
    """Run `restore` before the settings are read: the home that they would open is not there yet."""
    from .management.commands.restore import Command

    Command().run_from_argv(["arpent", *arguments])


class ArpentUtility(ManagementUtility):
    """Django's command line, with dashes in names, and the commands of Arpent listed first."""

    def fetch_command(self, subcommand: str):  # type: ignore[no-untyped-def]
        """Return a command by its name, with dashes or underscores."""
        return super().fetch_command(subcommand.replace("-", "_"))

    def main_help_text(self, commands_only: bool = False) -> str:
        """Return the list of commands, those of Arpent first."""
        text = super().main_help_text(commands_only)
        if commands_only:
            return text
        names = sorted(name for name, app in get_commands().items() if app == "arpent.site")
        lines = [f"    {name.replace('_', '-'):18}{self.fetch_command(name).help}" for name in names]
        return "\n".join(
            ["Arpent, the workbench of the technical sales negotiator.", "", *lines, "", "Of Django:", text]
        )
