"""Build hook of the wheel: builds the front end and the translations."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the front end, unless it is built, and compiles the translations."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run the build before the wheel is assembled. Raise CalledProcessError when a command fails."""
        root = Path(self.root)
        if not (root / "src/arpent/site/static/dist/manifest.json").exists():
            subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=root, check=True)
            subprocess.run(["node", "frontend/build.mjs"], cwd=root, check=True)
        subprocess.run([sys.executable, "tools/translations.py", "compile"], cwd=root, check=True)
