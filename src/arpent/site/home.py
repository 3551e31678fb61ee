"""The folder with all state of an installation, ARPENT_HOME: database, uploads, secrets, caches."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from platformdirs import user_data_path


def arpent_home() -> Path:
    """Return the folder of all state: ARPENT_HOME, else var/ in a clone, else the user's data folder."""
    given = os.environ.get("ARPENT_HOME")
    if given:
        home = Path(given).expanduser().resolve()
    else:
        clone = Path(__file__).resolve().parents[3]
        home = clone / "var" if (clone / "pyproject.toml").is_file() else user_data_path("arpent", appauthor=False)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


def read_count(name: str, default: int) -> int:
    """Return a number from an environment variable. Raise ImproperlyConfigured for an invalid one."""
    text = os.environ.get(name, "").strip()
    if text and not (text.isascii() and text.isdigit()):
        raise ImproperlyConfigured(f"{name} is {text!r}: write a whole number, such as 1.")
    return int(text) if text else default


def read_secret(home: Path, name: str = "secret_key") -> str:
    """Return a secret stored in a file readable by its owner only; it is generated at the first call."""
    path = home / name
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as f:
            f.write(secrets.token_urlsafe(64))
    return path.read_text().strip()


def first_run_code(home: Path, *, forget: bool = False) -> str:
    """Return the code that opens the first run, generated at the first call; ``forget`` deletes it and returns ""."""
    path = home / "first_run_code"
    if forget:
        path.unlink(missing_ok=True)
        return ""
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as f:
            f.write("-".join(secrets.token_hex(2) for _ in range(4)))
    return path.read_text().strip()
