"""The list of deals as a file: what is shown, to those who may export, with a trace."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from arpent.deals.testing import make_deal
from arpent.history.models import Operation

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def export(client, person, *, query="", file_format="csv"):
    client.force_login(person)
    data = {"list": "deals.deals", "query": query, "format": file_format}
    return client.post(reverse("lists:export"), data)


def cells(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_file_has_the_rows_and_the_order_of_the_list(client, cast):
    for title, amount in (("Pompe", 300), ("Vanne", 100), ("Pompe de relevage", 200)):
        make_deal(cast.owner, title, amount=amount)
    rows = cells(export(client, cast.owner, query="text=Pompe&sort=-amount"))
    assert [row[0] for row in rows] == ["Affaire", "Pompe", "Pompe de relevage"]
    assert rows[1][3] == "300,00"


def test_a_workbook_is_read_back(client, cast):
    make_deal(cast.owner, "=Pompe", amount=300)
    response = export(client, cast.owner, file_format="xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content))).get_sheet_by_index(0)
    assert sheet.to_python()[1][0] == "=Pompe" and response["Content-Disposition"].endswith('.xlsx"')


def test_all_rows_are_exported_in_batches(client, cast, monkeypatch):
    monkeypatch.setattr("arpent.lists.web.state.BATCH", 2)
    for n in range(5):
        make_deal(cast.owner, f"Affaire {n}")
    assert len(cells(export(client, cast.owner))) == 6


def test_people_export_the_deals_that_they_see(client, cast):
    make_deal(cast.owner, "Pompe")
    assert len(cells(export(client, cast.owner))) == 2
    assert len(cells(export(client, cast.manager))) == 2
    assert len(cells(export(client, cast.stranger))) == 1


def test_an_export_is_in_the_history_and_in_the_security_log(client, cast, caplog):
    make_deal(cast.owner, "Pompe")
    with caplog.at_level("INFO", logger="arpent.security"):
        export(client, cast.owner, query="text=Pompe")
    operation = Operation.objects.unscoped("test").get(kind="lists.exported")
    assert operation.person == cast.owner and "1 ligne · CSV" in operation.label and "Pompe" in operation.label
    line = next(r for r in map(json.loads, caplog.messages) if r["event"] == "list_exported")
    assert (line["list"], line["rows"], line["filters"], line["format"]) == ("deals.deals", 1, ["text"], "csv")
    assert "Pompe" not in json.dumps(line)


def test_an_assistant_exports_nothing(client, cast):
    make_deal(cast.owner, "Pompe")
    assert export(client, cast.assistant).status_code == 403
    assert not Operation.objects.unscoped("test").filter(kind="lists.exported").exists()
    assert "Exporter en Excel" not in client.get(reverse("deals:list")).content.decode()


def test_an_unknown_list_is_not_found(client, cast):
    client.force_login(cast.owner)
    assert client.post(reverse("lists:export"), {"list": "x"}).status_code == 404


def test_the_button_is_on_the_list(client, cast):
    make_deal(cast.owner, "Pompe")
    client.force_login(cast.owner)
    assert "Exporter en Excel" in client.get(reverse("deals:list")).content.decode()


def test_queries_do_not_grow_with_the_rows(client, cast):
    make_deal(cast.owner, "Affaire")
    export(client, cast.owner)
    counts = []
    for n in range(2):
        with CaptureQueriesContext(connection) as queries:
            cells(client.post(reverse("lists:export"), {"list": "deals.deals", "format": "csv"}))
        counts.append(len(queries))
        for m in range(8):
            make_deal(cast.owner, f"Affaire {n} {m}")
    assert counts[0] == counts[1]
