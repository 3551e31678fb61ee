"""A file of companies that are known already is written in a few statements; its trail and its undo are those of each
row.
"""

import sqlite3

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arpent.clients.actions.companies import delete_companies
from arpent.clients.models import Company, Contact, Site, TimelineEntry
from arpent.clients.testing import import_file, make_company
from arpent.history.actions.undo import undo_operation
from arpent.history.models import AuditEntry
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON

pytestmark = pytest.mark.postgresql

HEAD = "Raison sociale;Adresse;Code postal;Ville;Téléphone;Prénom;Nom de famille;Fonction;Horaires;Commentaire\n"


def table(count, *, phone="", function="", hours="", note=""):
    return HEAD + "".join(
        f"Firme {i};{i + 1} rue du"
        f" Port;69003;Lyon;{phone and f'04720000{i:02d}'};Anne;Roux{i};{function};{hours};{note}\n"
        for i in range(count)
    )


def second_import(by, count):
    import_file(by, table(count, hours="lun-ven 8h-12h"), name="first.csv")
    content = table(count, phone="yes", function="Acheteuse", hours="lun-ven 9h-17h", note="Vue au salon")
    with CaptureQueriesContext(connection) as queries:
        file, counts = import_file(by, content, name="second.csv")
    assert counts.created == 0 and counts.updated
    return file, [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_known_rows_are_written_in_a_number_of_statements_that_does_not_grow(cast):
    _file, few = second_import(cast.owner, 5)
    _file, many = second_import(cast.manager, 60)
    assert len(many) <= len(few) + 6


def test_existing_rows_are_updated_and_restored_by_the_undo(cast):
    file, _ = second_import(cast.owner, 12)
    assert Company.objects.visible_to(cast.owner).exclude(phone="").count() == 12
    assert Contact.objects.visible_to(cast.owner).filter(function="Acheteuse").count() == 12
    assert TimelineEntry.objects.visible_to(cast.owner).filter(body="Vue au salon").count() == 12
    assert [w.start for w in Site.objects.visible_to(cast.owner).first().windows.visible_to(cast.owner)] == [540]
    touched = AuditEntry.objects.filter(operation_id=file.operation_id.hex, table="clients_company", action="U")
    assert touched.values("record_id").distinct().count() == 12
    undo_operation(operation_id=file.operation_id, by=cast.owner, at=NOON)
    assert Company.objects.visible_to(cast.owner).exclude(phone="").count() == 0
    assert Contact.objects.visible_to(cast.owner).filter(function="Acheteuse").count() == 0
    assert TimelineEntry.objects.visible_to(cast.owner).filter(body="Vue au salon").count() == 0
    assert [w.start for w in Site.objects.visible_to(cast.owner).first().windows.visible_to(cast.owner)] == [480]


def test_the_same_note_twice_in_a_file_is_stored_once(cast):
    import_file(cast.owner, table(1), name="first.csv")
    content = table(1, note="Vue au salon")
    import_file(cast.owner, content + content.removeprefix(HEAD), name="second.csv")
    assert TimelineEntry.objects.visible_to(cast.owner).filter(body="Vue au salon").count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the limit is SQLite's")
def test_more_companies_are_deleted_than_a_statement_takes_values(cast):
    company = make_company(cast.owner)
    raw = connection.connection
    limit = raw.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 1000)
    try:
        ids = [*(new_id() for _ in range(1500)), company.pk]
        assert delete_companies(company_ids=ids, by=cast.owner, at=NOON) == 1
    finally:
        raw.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, limit)
