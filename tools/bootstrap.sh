#!/bin/sh
# Finds a Python that really runs and is at least 3.12, then hands over to tools/setup.py.
# A pyenv shim may stand on the PATH and fail: each candidate is run before it is believed.
set -eu
cd "$(dirname "$0")/.."
good() { "$1" -c 'import sys, venv; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

if [ -x .venv/bin/python ] && good .venv/bin/python; then
    exec .venv/bin/python tools/setup.py "$1"
fi
for candidate in "${ARPENT_PYTHON:-}" python3.14 python3.13 python3.12 python3 python \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python3; do
    [ -n "$candidate" ] || continue
    if good "$candidate"; then
        exec "$candidate" tools/setup.py "$1"
    fi
done
# None is recent enough: let uv fetch one.
if ! command -v uv >/dev/null 2>&1; then
    old=$(command -v python3 || true)
    if [ -z "$old" ] || ! "$old" -m venv .venv-uv >/dev/null 2>&1; then
        echo "Arpent needs Python 3.12 or newer: install it, or install uv (docs.astral.sh/uv), then run the command again." >&2
        exit 1
    fi
    .venv-uv/bin/python -m pip install -q uv
    PATH="$PWD/.venv-uv/bin:$PATH"
fi
uv python install -q 3.13 || {
    echo "Python 3.12 or newer was not found and uv could not fetch one: install Python 3.13, then run the command again." >&2
    exit 1
}
exec "$(uv python find 3.13)" tools/setup.py "$1"
