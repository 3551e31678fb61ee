"""The `arpent` command."""

import sys


def main() -> int:
    from arpent.site.cli import run_command

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
