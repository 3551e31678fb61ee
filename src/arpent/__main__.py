"""The `arpent` command."""

import sys


def main() -> None:
    from arpent.site.cli import main as run_command_line

    run_command_line(sys.argv[1:])


if __name__ == "__main__":
    main()
