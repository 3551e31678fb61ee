"""The command line goes through the same doors as the screens."""

import datetime as dt
import json

import pytest

from arpent.agenda.actions.calendar import save_appointment, set_pattern
from arpent.clients.models import Company
from arpent.clients.testing import make_company
from arpent.people.testing import NOON
from arpent.site import doctor
from arpent.site.cli import run_command


def test_import_prints_its_tally(cast, tmp_path, capsys):
    path = tmp_path / "f.csv"
    path.write_text("nom;ville;code postal\nPompes;Lyon;69003\n;;x\n")
    assert run_command(["import", str(path), "--as", cast.owner.email, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "rows": 2,
        "created": 1,
        "updated": 0,
        "rejected": 1,
        "duplicates": 0,
        "located": {"point": 0, "commune": 1, "none": 0},
    }
    assert Company.objects.visible_to(cast.owner).count() == 1


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["import", "FILE", "--as", "nobody@x.example"], "nobody@x.example"),
        (["import", "EMPTY", "--as", "olga@firm.example"], "vide"),
        (["import", "NONE", "--as", "olga@firm.example"], "existe pas"),
        (["plan", "--rep", "olga@firm.example", "--week", "demain"], "2026-W49"),
        (["plan", "--rep", "olga@firm.example", "--week", "2026-W49"], "d’où part"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(cast, tmp_path, capsys, args, word):
    (tmp_path / "FILE").write_text("nom\nX\n")
    (tmp_path / "EMPTY").write_text("")
    args = [str(tmp_path / a) if a in ("FILE", "EMPTY", "NONE") else a for a in args]
    assert run_command(args) == 2
    assert word in capsys.readouterr().err


def test_plan_prints_a_week(cast, capsys):
    set_pattern(person_id=cast.owner.pk, by=cast.owner, at=NOON, values={"start_label": "69003 Lyon"})
    make_company(cast.owner, "Client", call_interval=30)
    assert run_command(["plan", "--rep", cast.owner.email, "--week", "2031-W10", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    [stop] = [s for d in shown["days"] for s in d["stops"]]
    assert set(stop) >= {"site_id", "name", "lat", "lon", "arrive", "depart"} and stop["name"] == "Client"
    assert shown["left_out"] == []


def test_plan_prints_what_an_early_appointment_asks(cast, capsys):
    set_pattern(person_id=cast.owner.pk, by=cast.owner, at=NOON, values={"start_label": "69003 Lyon"})
    company = make_company(cast.owner, "Client", site_postcode="38000", site_city="Grenoble")
    starts = dt.datetime(2031, 3, 4, 7, 45, tzinfo=dt.UTC)
    save_appointment(
        by=cast.owner, at=NOON, person_id=cast.owner.pk, starts_at=starts, minutes=45, company_id=company.pk
    )
    assert run_command(["plan", "--rep", cast.owner.email, "--week", "2031-W10"]) == 0
    assert "! Départ à 7 h" in capsys.readouterr().out


def test_the_doctor_knows_the_bug_of_sqlite():
    assert doctor._sqlite_version((3, 40, 1))[0] == "warning"
    assert [doctor._sqlite_version(v)[0] for v in ((3, 51, 3), (3, 50, 7), (3, 44, 6))] == ["ok"] * 3
    assert doctor._sqlite_version((3, 51, 2))[0] == "warning"
