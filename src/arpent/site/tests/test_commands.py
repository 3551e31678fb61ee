"""The command line goes through the same doors as the screens."""

import contextlib
import datetime as dt
import json

import pytest
from django.core.management import CommandError, call_command

from arpent.agenda.actions.calendar import save_appointment, set_pattern
from arpent.clients.models import Company
from arpent.clients.testing import make_company
from arpent.people.testing import NOON
from arpent.site import doctor
from arpent.site.cli import ArpentUtility


def test_import_prints_its_tally(cast, tmp_path, capsys):
    path = tmp_path / "f.csv"
    path.write_text("nom;ville;code postal\nPompes;Lyon;69003\n;;x\n")
    call_command("import", path, "--as", cast.owner.email, "--json")
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
        (["plan", "--rep", "olga@firm.example", "--week", "2026-W49"], "point de départ"),
    ],
)
def test_a_wrong_call_is_refused_in_a_sentence(cast, tmp_path, args, word):
    (tmp_path / "FILE").write_text("nom\nX\n")
    (tmp_path / "EMPTY").write_text("")
    args = [str(tmp_path / a) if a in ("FILE", "EMPTY", "NONE") else a for a in args]
    with pytest.raises(CommandError, match=word):
        call_command(*args)


def test_plan_prints_a_week(cast, capsys):
    set_pattern(person_id=cast.owner.pk, by=cast.owner, at=NOON, values={"start_label": "69003 Lyon"})
    make_company(cast.owner, "Client", call_interval=30)
    call_command("plan", "--rep", cast.owner.email, "--week", "2031-W10", "--json")
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
    call_command("plan", "--rep", cast.owner.email, "--week", "2031-W10")
    assert "! Départ à 7 h" in capsys.readouterr().out


def test_the_doctor_knows_the_bug_of_sqlite():
    assert doctor._sqlite_version((3, 40, 1))[0] == "warning"
    assert [doctor._sqlite_version(v)[0] for v in ((3, 51, 3), (3, 50, 7), (3, 44, 6))] == ["ok"] * 3
    assert doctor._sqlite_version((3, 51, 2))[0] == "warning"


def test_a_refusal_is_printed_as_json_too(cast, tmp_path, capsys):
    path = tmp_path / "f.csv"
    path.write_text("nom\nX\n")
    with pytest.raises(CommandError):
        call_command("import", path, "--as", "nobody@x.example", "--json")
    refusal = json.loads(capsys.readouterr().out)
    assert refusal["error"] == "site.unknown_email" and "nobody@x.example" in refusal["sentence"]


def test_a_refusal_ends_the_command_with_its_sentence_alone(cast, capsys):
    with pytest.raises(SystemExit) as ended:
        ArpentUtility(["arpent", "reset-mfa", "nobody@firm.example"]).execute()
    assert ended.value.code == 1
    assert capsys.readouterr().err.splitlines()[-1] == "Personne n’utilise l’adresse nobody@firm.example : vérifiez-la."


def test_the_help_lists_the_commands_of_arpent_first(capsys):
    ArpentUtility(["arpent"]).execute()
    lines = capsys.readouterr().out.splitlines()
    ours = [line.split()[0] for line in lines[: lines.index("Of Django:")] if line.startswith("    ")]
    assert {"run", "web", "worker", "import", "plan", "demo", "backup", "restore", "doctor", "new-epoch"} <= set(ours)
    assert "migrate" not in ours and any(line.strip() == "migrate" for line in lines)


@pytest.mark.parametrize("arguments", [["restore", "--help"], ["help", "restore"], ["repeat-erasures", "--help"]])
def test_a_command_describes_its_arguments(arguments, capsys):
    with contextlib.suppress(SystemExit):
        ArpentUtility(["arpent", *arguments]).execute()
    shown = capsys.readouterr().out
    assert f"usage: arpent {(set(arguments) - {'help', '--help'}).pop()}" in shown and "erasures.jsonl" in shown
