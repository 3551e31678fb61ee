"""An import creates, completes or skips as chosen, resumes after a break, and can be taken back whole."""

import pytest

from arpent.clients.actions.companies import change_company
from arpent.clients.actions.importing import importer as company_importer
from arpent.clients.models import Company, CompanyTag, Contact, OpeningWindow, Site, TimelineEntry
from arpent.clients.testing import import_file, make_company, upload
from arpent.history.actions.jobs import request_cancel
from arpent.history.actions.undo import undo_operation
from arpent.imports.actions.files import receive_file, set_mapping
from arpent.imports.actions.preview import check_file, run_check, start_check
from arpent.imports.actions.runs import run_import, start_import
from arpent.imports.documents.rejected import rejected_csv
from arpent.imports.models import ImportFile
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.testing import NOON
from arpent.web.uploads import files_folder

pytestmark = pytest.mark.postgresql

HEADER = "Raison sociale;SIRET;Adresse;Code postal;Ville;Téléphone;Contact;Horaires;Étiquettes;Note;Commercial\n"
ROW = "POMPES DUVAL;54203492117135;1 rue A;69003;Lyon;472000001;M. DUVAL Jean;lun-ven 8h-12h;eau, air;Bon client;\n"


def companies(by):
    return Company.objects.visible_to(by)


def test_a_row_becomes_a_company_with_all_that_it_says(cast):
    _, counts = import_file(cast.owner, HEADER + ROW)
    assert (counts.rows, counts.created, counts.rejected) == (1, 1, 0)
    company = companies(cast.owner).get()
    assert (company.name, company.siren, company.phone, company.owner_id) == (
        "Pompes Duval",
        "542034921",
        "+33472000001",
        cast.owner.pk,
    )
    site = Site.objects.visible_to(cast.owner).get()
    assert (site.siret, site.city, site.precision, site.commune_code, site.is_main) == (
        "54203492117135",
        "Lyon",
        "commune",
        "69383",
        True,
    )
    assert Contact.objects.visible_to(cast.owner).get().full_name == "Jean Duval"
    assert OpeningWindow.objects.visible_to(cast.owner).get().days == 0b0011111
    assert {t.name for t in CompanyTag.objects.visible_to(cast.owner)} == {"eau", "air"}
    assert TimelineEntry.objects.visible_to(cast.owner).get().body == "Bon client"
    assert company.source == "clients.csv" and company.data_quality_score > 0


def test_the_preview_reports_what_the_run_does_and_writes_nothing(cast):
    file = upload(cast.owner, HEADER + ROW + ROW.replace("54203492117135", "") + ";;;;;;;;;;\n;;x;;;;;;;;\n")
    counts, shown = check_file(file_id=file.pk, by=cast.owner)
    assert (counts.rows, counts.created, counts.duplicates, counts.rejected) == (3, 1, 1, 1)
    assert [s["plan"] for s in shown["sample"]] == ["create", "update", "reject"]
    assert not companies(cast.owner).exists()


@pytest.mark.parametrize(("choice", "created", "updated"), [("update", 0, 1), ("skip", 0, 0), ("create", 1, 0)])
def test_a_known_siret_is_completed_skipped_or_created_again(cast, choice, created, updated):
    make_company(cast.owner, "Pompes Duval", site_siret="54203492117135")
    _, counts = import_file(cast.owner, HEADER + ROW, siret=choice)
    assert (counts.created, counts.updated, counts.duplicates) == (created, updated, 1)
    assert companies(cast.owner).count() == 1 + created


def test_a_known_siren_elsewhere_is_a_new_site(cast):
    company = make_company(cast.owner, "Duval", siren="542034921")
    _, counts = import_file(cast.owner, HEADER + ROW)
    assert counts.created == 1 and companies(cast.owner).count() == 1
    assert Site.objects.visible_to(cast.owner).filter(company=company).count() == 2


def test_an_empty_cell_never_wipes_a_known_value(cast):
    make_company(cast.owner, "Pompes Duval", phone="0472999999", site_siret="54203492117135")
    import_file(cast.owner, HEADER + ROW.replace("472000001", ""))
    assert companies(cast.owner).get().phone == "+33472999999"


def test_the_same_file_twice_changes_nothing_more(cast):
    import_file(cast.owner, HEADER + ROW)
    _, counts = import_file(cast.owner, HEADER + ROW)
    assert (counts.created, counts.updated, counts.unchanged) == (0, 0, 1)


def test_a_colleagues_company_is_neither_matched_nor_shown(cast):
    make_company(cast.stranger, "Pompes Duval", site_siret="54203492117135")
    _, counts = import_file(cast.owner, HEADER + ROW)
    assert (counts.created, counts.duplicates) == (1, 0)


def test_natural_persons_stay_out_unless_switched_on(cast):
    text = "nom;forme juridique\nPaul Durand;1000\nDurand SARL;5499\n"
    file, counts = import_file(cast.owner, text)
    assert (counts.created, counts.rejected) == (1, 1)
    lines = (
        b"".join(rejected_csv(file_id=file.pk, by=cast.owner, reasons={"natural_person": "personne"}))
        .decode("utf-8-sig")
        .splitlines()
    )
    assert lines == ["nom;forme juridique;Ligne;Motif", "Paul Durand;1000;2;personne"]
    _, counts = import_file(cast.owner, text, natural_persons=True)
    assert counts.created == 1


def test_an_owner_named_in_the_file_owns_the_company(cast):
    import_file(cast.manager, "nom;commercial\nA;Olga Testeur\nB;personne de connu\n")
    owners = dict(companies(cast.manager).values_list("name", "owner__first_name"))
    assert owners == {"A": "Olga", "B": "Maya"}


def test_an_import_is_taken_back_but_for_what_changed_since(cast):
    make_company(cast.owner, "Pompes Duval", site_siret="54203492117135")
    file, _ = import_file(cast.owner, HEADER + ROW + "Autre;;;38000;Grenoble;;;;;;\nTroisième;;;38000;Grenoble;;;;;;\n")
    other = companies(cast.owner).get(name="Autre")
    change_company(company_id=other.pk, by=cast.owner, at=NOON, values={"phone": "0476000000"})
    report = undo_operation(operation_id=file.operation_id, by=cast.owner, at=NOON)
    assert sorted(companies(cast.owner).values_list("name", flat=True)) == ["Autre", "Pompes Duval"]
    assert companies(cast.owner).get(name="Pompes Duval").phone == ""
    assert {k["label"] for k in report.skipped if k["table"] == "clients_company"} == {"Autre"}
    file.refresh_from_db()
    assert file.state == ImportFile.State.UNDONE


BIG = "nom;ville;code postal\n" + "".join(f"Firme {i};Lyon;69003\n" for i in range(1, 1203))


def killed_import(cast, monkeypatch, at_batch):
    """Run an import that dies in its n-th batch, as a worker that is killed."""
    file = upload(cast.owner, BIG)
    set_mapping(file_id=file.pk, by=cast.owner, mapping=file.mapping, options=file.options)
    job = start_import(file_id=file.pk, by=cast.owner, at=NOON)
    real, calls = company_importer.CompanyImporter.write, []

    def write(*args):
        real(*args)
        calls.append(1)
        if len(calls) == at_batch:
            raise KeyboardInterrupt

    monkeypatch.setattr(company_importer.CompanyImporter, "write", write)
    with pytest.raises(KeyboardInterrupt):
        run_import(job_id=job.pk, clock=lambda: NOON)
    monkeypatch.setattr(company_importer.CompanyImporter, "write", real)
    return job


@pytest.mark.parametrize("at_batch", [1, 2, 3])
def test_an_import_killed_in_the_middle_resumes_where_it_was(cast, monkeypatch, at_batch):
    job = killed_import(cast, monkeypatch, at_batch)
    assert companies(cast.owner).count() == 500 * (at_batch - 1)  # nothing half done
    counts = run_import(job_id=job.pk, clock=lambda: NOON)
    assert (counts.rows, counts.created) == (1202, 1202)
    assert companies(cast.owner).count() == 1202


def test_an_import_can_be_cancelled_and_its_part_undone(cast, monkeypatch):
    file = upload(cast.owner, BIG)
    set_mapping(file_id=file.pk, by=cast.owner, mapping=file.mapping, options=file.options)
    job = start_import(file_id=file.pk, by=cast.owner, at=NOON)
    request_cancel(job_id=job.pk, by=cast.owner)
    run_import(job_id=job.pk, clock=lambda: NOON)
    file.refresh_from_db()
    assert file.state == ImportFile.State.STOPPED
    undo_operation(operation_id=file.operation_id, by=cast.owner, at=NOON)
    assert not companies(cast.owner).exists()


def test_the_import_of_another_is_not_found(cast):
    file = upload(cast.owner, HEADER + ROW)
    for person in (cast.manager, cast.stranger, cast.administrator):
        with pytest.raises(NotFound):
            check_file(file_id=file.pk, by=person)
        assert rejected_csv(file_id=file.pk, by=person, reasons={}) is None


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"0": "siret"}, "name_needed"),
        ({"0": "name", "1": "name"}, "field_twice"),
        ({"0": "name", "1": "password"}, "no_such_field"),
        ({"0": "name", "99": "city"}, None),
    ],
)
def test_a_mapping_is_checked(cast, mapping, code):
    file = upload(cast.owner, HEADER + ROW)
    if code:
        with pytest.raises(DomainError, match=code):
            set_mapping(file_id=file.pk, by=cast.owner, mapping=mapping, options={})
    else:
        assert set_mapping(file_id=file.pk, by=cast.owner, mapping=mapping, options=file.options).mapping == {
            "0": "name"
        }


def test_a_file_that_is_refused_leaves_nothing_on_the_disk(cast):
    with pytest.raises(DomainError):
        upload(cast.owner, b"")
    assert not list(files_folder("imports").iterdir())


def test_an_owner_out_of_reach_is_refused(cast):
    file = upload(cast.owner, HEADER + ROW)
    with pytest.raises(NotFound):
        set_mapping(
            file_id=file.pk,
            by=cast.owner,
            mapping=file.mapping,
            options={**file.options, "owner": str(cast.stranger.pk)},
        )


def test_receiving_needs_the_right(cast):
    cast.owner.is_active = False
    with pytest.raises(DomainError, match="not_allowed"):
        receive_file(by=cast.owner, at=NOON, name="x", content=None)


def test_a_long_check_is_a_job_that_says_how_far_it_is(cast):
    file = upload(cast.owner, BIG)
    set_mapping(file_id=file.pk, by=cast.owner, mapping=file.mapping, options=file.options)
    job = start_check(file_id=file.pk, by=cast.owner, at=NOON)
    run_check(job_id=job.pk, clock=lambda: NOON)
    file.refresh_from_db()
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 1202, 1202)
    assert file.state == ImportFile.State.CHECKED and file.counts["check"]["plans"] == {"create": 1202}


def test_a_check_that_is_stopped_leaves_the_columns_to_be_changed(cast):
    file = upload(cast.owner, BIG)
    set_mapping(file_id=file.pk, by=cast.owner, mapping=file.mapping, options=file.options)
    job = start_check(file_id=file.pk, by=cast.owner, at=NOON)
    request_cancel(job_id=job.pk, by=cast.owner)
    run_check(job_id=job.pk, clock=lambda: NOON)
    file.refresh_from_db()
    job.refresh_from_db()
    assert (job.state, file.state) == ("stopped", ImportFile.State.UPLOADED)


def test_the_result_of_a_check_is_discarded_when_the_mapping_changed_meanwhile(cast, monkeypatch):
    file = upload(cast.owner, BIG)
    set_mapping(file_id=file.pk, by=cast.owner, mapping=file.mapping, options=file.options)

    def change(_rows):
        set_mapping(file_id=file.pk, by=cast.owner, mapping={"0": "name"}, options=file.options)

    check_file(file_id=file.pk, by=cast.owner, on_progress=change)
    file.refresh_from_db()
    assert file.state == ImportFile.State.UPLOADED


def test_a_stopped_import_resumes_where_it_was(cast):
    file = upload(cast.owner, BIG)
    set_mapping(file_id=file.pk, by=cast.owner, mapping=file.mapping, options=file.options)
    job = start_import(file_id=file.pk, by=cast.owner, at=NOON)
    request_cancel(job_id=job.pk, by=cast.owner)
    run_import(job_id=job.pk, clock=lambda: NOON)
    again = start_import(file_id=file.pk, by=cast.owner, at=NOON)
    counts = run_import(job_id=again.pk, clock=lambda: NOON)
    assert (counts.rows, companies(cast.owner).count()) == (1202, 1202)


def test_the_preview_says_what_each_duplicate_resembles(cast):
    make_company(cast.owner, "Pompes Duval", site_siret="54203492117135")
    file = upload(cast.owner, HEADER + ROW + "Autre;;;38000;Grenoble;;;;;;\nAUTRE;;;38000;GRENOBLE;;;;;;\n")
    set_mapping(file_id=file.pk, by=cast.owner, mapping=file.mapping, options=file.options)
    check_file(file_id=file.pk, by=cast.owner)
    file.refresh_from_db()
    twins = [(t["row"], t["rule"], t["twin"], t["twin_row"]) for t in file.counts["twins"]]
    assert twins == [(2, "siret", "Pompes Duval", None), (4, "name_place", "", 3)]
