"""Builds the front end and the translations into the wheel."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if not (root / "src/arpent/site/static/dist/manifest.json").exists():
            subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=root, check=True)
            subprocess.run(["node", "frontend/build.mjs"], cwd=root, check=True)
        subprocess.run([sys.executable, "tools/translations.py", "compile"], cwd=root, check=True)
