"""The `arpent` command."""

import sys


def main() -> None:
    """Run a command line of `arpent`."""
    from arpent.site.cli import main as run_command_line

    run_command_line(sys.argv[1:])


if __name__ == "__main__":
    main()
