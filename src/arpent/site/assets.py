"""Files of the front end: their built names, and how long browsers cache them (docs/adr/0035)."""

import json
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware

DIST = Path(__file__).resolve().parent / "static/dist"


@lru_cache(maxsize=2)
def _read_names(_stamp: float) -> dict[str, str]:
    return dict(json.loads((DIST / "manifest.json").read_text(encoding="utf-8")))


def built_names() -> dict[str, str]:
    """Return the built file names by the names used in templates; empty before the first build."""
    manifest = DIST / "manifest.json"
    return _read_names(manifest.stat().st_mtime) if manifest.exists() else {}


class BuiltFiles(StaticFilesStorage):
    """Storage whose addresses have the hash of the build: ``dist/app.js`` is ``dist/app-K3XQ7R2A.js``."""

    def url(self, name: str | None) -> str:
        """Return the address of a file, with its built name for files of the front end."""
        folder, _, file = (name or "").rpartition("/")
        return super().url(f"dist/{built_names().get(file, file)}" if folder == "dist" else name)


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise middleware that lets files named by content be cached for one year (RFC 9111)."""

    FOREVER = 365 * 24 * 3600
