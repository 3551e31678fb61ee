"""Products through the one wizard: understood, checked without writing, written, undone."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from arpent.catalogue.models import Characteristic, Family, Price, PricePeriod, Product
from arpent.catalogue.rules.product_rows import CHARACTERISTIC, ColumnProfile, read_product, split_header
from arpent.catalogue.testing import make_family, make_product
from arpent.history.actions.undo import undo_operation
from arpent.imports.actions.preview import check_file
from arpent.imports.public import receive_file, run_import, set_mapping, start_import
from arpent.kernel.errors import NotFound
from arpent.people.models import User
from arpent.people.testing import NOON, refused
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.postgresql

HEADER = "Référence;Désignation;Famille;Prix d'achat;Prix HT;Délai;Stock;Débit (m³/h);Corps;ATEX;Puissance (kW)\n"
ROWS = (
    "P1;Pompe un;Pompes;600,50;1 020;3 semaines;4;20;fonte;non;2,2\n"
    "P2;Pompe deux;Pompes;900;1530,00;0;;50;inox;oui;5\n"
    ";Sans référence;Pompes;;;;;;;;\n"
    "P3;Pompe trois;Pompes;cher;;bientôt;;10 kg;bronze;peut-être;\n"
)


def upload(by: User, text: str):
    return receive_file(by=by, at=NOON, name="produits.csv", content=io.BytesIO(text.encode()), kind="products")


def bring(by, text, **options):
    file = upload(by, text)
    set_mapping(file_id=file.pk, by=by, mapping=file.mapping, options={**file.options, **options})
    counts = run_import(job_id=start_import(file_id=file.pk, by=by, at=NOON).pk, clock=lambda: NOON)
    file.refresh_from_db()
    return file, counts


def products(by):
    return {p.reference: p for p in Product.objects.visible_to(by)}


@shared_rows
def period(shop, keeper):
    return PricePeriod.objects.visible_to(keeper).get(pk=shop["period_id"])


def test_columns_are_recognised_and_the_others_are_characteristics(keeper, shop):
    file = upload(keeper, HEADER + ROWS)
    stored_rows = [file.mapping.get(str(i)) for i in range(11)]
    assert stored_rows == [
        "reference",
        "name",
        "family",
        "purchase_cost",
        "price",
        "delivery_days",
        "stock",
        *[CHARACTERISTIC] * 4,
    ]
    assert split_header("Débit [m³/h]") == ("Débit", "m³/h") and split_header("Corps") == ("Corps", "")


def test_products_are_imported_with_their_characteristics_family_and_prices(keeper, shop, period):
    """The shop has a family Pompes with a flow and a power; body and ATEX are new."""
    file, counts = bring(keeper, HEADER + ROWS, period=str(period.pk))
    assert (counts.rows, counts.created, counts.rejected) == (4, 3, 1)
    stored_rows = products(keeper)
    one = stored_rows["P1"]
    assert one.values == {"debit": "20", "corps": "fonte", "atex": "non", "puissance": "2.2"}
    assert (one.purchase_cost, one.delivery_days, one.stock, one.family.name) == (Decimal("600.5000"), 21, 4, "Pompes")
    assert stored_rows["P2"].delivery_days == 0 and stored_rows["P2"].values["atex"] == "oui"
    # What cannot be read is left empty and reported; the row comes in.
    assert (
        stored_rows["P3"].values == {"corps": "bronze", "atex": "peut-être"} and stored_rows["P3"].purchase_cost is None
    )
    assert dict(counts.problems) == {"no_reference": 1, "purchase_cost": 1, "delivery_days": 1, "characteristic": 1}
    assert Price.objects.visible_to(keeper).get(product=one).amount == Decimal("1020.0000")
    kinds = dict(Characteristic.objects.visible_to(keeper).filter(family=one.family).values_list("code", "kind"))
    assert kinds == {"debit": "number", "puissance": "number", "corps": "choice", "atex": "choice"}
    assert file.state == "done" and file.counts["warnings"] == []


def test_the_preview_reports_what_the_run_does_and_writes_nothing(keeper, shop, period):
    before = (Product.objects.visible_to(keeper).count(), Family.objects.visible_to(keeper).count())
    file = upload(keeper, HEADER + ROWS + "V1;Vanne;Vannes;10;;;;;;;\nV1;Vanne encore;Vannes;11;;;;;;;\n")
    set_mapping(file_id=file.pk, by=keeper, mapping=file.mapping, options={**file.options, "period": str(period.pk)})
    counts, shown = check_file(file_id=file.pk, by=keeper)
    assert (Product.objects.visible_to(keeper).count(), Family.objects.visible_to(keeper).count()) == before
    assert dict(counts.plans) == {"create": 4, "update": 1, "reject": 1}
    assert shown["structure"]["families"] == ["Vannes"]
    assert ["Pompes", "Corps", "", "choice"] in shown["structure"]["characteristics"]
    assert shown["sample"][0]["sheet"][:2] == ["Débit 20 m³/h", "Corps fonte"]
    done = run_import(job_id=start_import(file_id=file.pk, by=keeper, at=NOON).pk, clock=lambda: NOON)
    assert (done.plans, done.problems) == (counts.plans, counts.problems)


def test_a_known_reference_is_completed_and_an_empty_cell_wipes_nothing(keeper, shop):
    text = "Référence;Désignation;Famille;Débit (l/s);Coût\nP20;Pompe vingt;Pompes;10;\n"
    _, counts = bring(keeper, text)
    pump = products(keeper)["P20"]
    assert (counts.created, counts.updated) == (0, 1)
    # The column's own unit is converted; the cost was 600 and stays.
    assert (
        pump.values == {"debit": "36", "puissance": "2.2"} and pump.purchase_cost == 600 and pump.name == "Pompe vingt"
    )
    _, counts = bring(keeper, text)
    assert (counts.updated, counts.unchanged) == (0, 1)
    _, counts = bring(keeper, text.replace("10", "11"), known="skip")
    assert counts.plans["skip"] == 1 and products(keeper)["P20"].values["debit"] == "36"


def test_an_import_adds_its_prices_to_the_list(keeper, shop):
    family = make_family(keeper, "Vannes", ("Corps", "choice", "fonte|inox"))
    make_product(keeper, family, "V1", corps="fonte")
    bring(keeper, "Référence;Désignation;Corps;Famille\nV2;Vanne;bronze;vannes\nV3;Vanne;INOX;Vannes\n")
    assert Characteristic.objects.visible_to(keeper).get(family=family).values == ["fonte", "inox", "bronze"]
    assert products(keeper)["V3"].values == {"corps": "inox"}


def test_rows_without_a_family_get_the_chosen_family(keeper, shop):
    bring(keeper, "ref;nom\nX1;Article\n", family=str(shop["motors"]))
    assert products(keeper)["X1"].family_id == shop["motors"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nom;famille\nX;Y\n", "catalogue.column_reference"),
        ("ref;famille\nX;Y\n", "catalogue.column_name"),
        ("ref;nom\nX;Y\n", "catalogue.column_family"),
    ],
)
def test_missing_required_columns_are_reported(keeper, shop, text, code):
    file = upload(keeper, text)
    assert refused(lambda: set_mapping(file_id=file.pk, by=keeper, mapping=file.mapping, options=file.options)) == code


def test_prices_without_a_list_need_a_chosen_list(keeper, shop):
    file = upload(keeper, HEADER + ROWS)
    options = {**file.options, "period": ""}
    assert (
        refused(lambda: set_mapping(file_id=file.pk, by=keeper, mapping=file.mapping, options=options))
        == "catalogue.column_period"
    )


def test_the_whole_import_is_undone_with_the_families_it_brought(keeper, shop, period):
    before = {r: (p.values, p.purchase_cost) for r, p in products(keeper).items()}
    families = Family.objects.visible_to(keeper).count()
    text = HEADER + ROWS + "P20;Pompe vingt;Pompes;1;2;3;4;99;fonte;non;9\nZ1;Nouveau;Neuve;1;2;;;1;a;b;2\n"
    file, _ = bring(keeper, text, period=str(period.pk))
    assert Family.objects.visible_to(keeper).count() == families + 1
    report = undo_operation(operation_id=file.operation_id, by=keeper, at=NOON)
    assert report.skipped == []
    assert {r: (p.values, p.purchase_cost) for r, p in products(keeper).items()} == before
    assert Family.objects.visible_to(keeper).count() == families
    file.refresh_from_db()
    assert file.state == "undone"


def test_a_file_that_makes_a_set_impossible_is_reported(keeper, shop):
    """The only motors that a chlorinated room takes lose their index: the rule then allows nothing for it."""
    text = "ref;nom;famille;Puissance (kW)\n" + "".join(f"{r};M;Moteurs;0,1\n" for r in ("M3", "M55", "M75"))
    file, _ = bring(keeper, text)
    assert ["Groupes", {"rule": "Réserve de puissance"}] in [
        [what, facts] for what, _code, facts in file.counts["warnings"]
    ]


@pytest.mark.parametrize("role", ["owner", "mate", "assistant", "stranger"])
def test_only_those_who_manage_the_catalogue_import(cast, keeper, shop, login, role):
    person = getattr(cast, role)
    assert refused(lambda: upload(person, HEADER + ROWS)) == "people.not_allowed"
    assert login(person).get(reverse("imports:upload"), {"kind": "products"}).status_code == 403
    file = upload(keeper, HEADER + ROWS)
    with pytest.raises(NotFound):
        set_mapping(file_id=file.pk, by=person, mapping={}, options={})


def test_the_wizard_walks_from_the_file_to_the_report(keeper, shop, period, login):
    client = login(keeper)
    page = client.get(reverse("imports:upload"), {"kind": "products"}).content.decode()
    assert "Importer des produits" in page
    current = re.search(r'href="(\S+)"[^>]*aria-current="page"', page)
    assert current and current[1] == reverse("catalogue:home")
    file = io.BytesIO((HEADER + ROWS).encode())
    file.name = "produits.csv"
    answer = client.post(f"{reverse('imports:upload')}?kind=products", {"file": file})
    page = client.get(answer.url).content.decode()
    assert "Caractéristique (nom et unité" in page and "Tarif où vont les prix" in page
    stored_rows = {f"column_{i}": f for i, f in enumerate(["reference", "name", "family", "purchase_cost", "price"])}
    stored_rows |= {f"column_{i}": "characteristic" for i in (7, 8, 9, 10)}
    answer = client.post(answer.url, {**stored_rows, "known": "update", "family": "", "period": str(period.pk)})
    page = client.get(answer.url).content.decode()
    assert "Caractéristiques créées" in page and "Pompe un" in page and "1 × sans référence" in page
    answer = client.post(answer.url.replace("preview", "run"))
    assert "report" in answer.url
    assert client.get(reverse("imports:upload"), {"kind": "elsewhere"}).status_code == 404


def test_a_new_column_is_a_number_yes_or_no_or_a_list():
    seen = ColumnProfile()
    for text in ("12", "3,5"):
        seen.add(text)
    assert seen.kind("") == "number"
    seen = ColumnProfile()
    for text in ("Oui", "non"):
        seen.add(text)
    assert seen.kind("") == "yes_no" and seen.kind("kW") == "number"
    seen.add("parfois")
    assert seen.kind("") == "choice"


def test_a_row_of_a_thousand_oddities_never_breaks():
    mapping = {0: "reference", 1: "name", 2: "purchase_cost", 3: "stock", 4: "kind", 5: CHARACTERISTIC}
    draft = read_product(2, ["=cmd|x", "N" * 500, "-5", "1e9", "fusée", "\x00"], mapping, family="F", width=6)
    assert draft.problems == [("kind", "fusée"), ("purchase_cost", "-5"), ("stock", "1e9")]
    assert len(str(draft.values["name"])) == 200 and draft.characteristic_texts == []


def test_a_row_that_names_no_family_completes_its_product_where_it_is(keeper, shop, period):
    """A list of prices over pumps and motors: new products go where one says, the known ones stay with their sheets."""
    before = {r: (p.family_id, p.values) for r, p in products(keeper).items()}
    text = "ref;nom;prix\nM3;Moteur;1\nP20;Pompe;2\nN1;Neuf;3\n"
    _, counts = bring(keeper, text, family=str(shop["pumps"]), period=str(period.pk))
    after = {r: (p.family_id, p.values) for r, p in products(keeper).items()}
    assert after.pop("N1") == (shop["pumps"], {}) and after == before
    assert (counts.created, counts.updated, counts.unchanged) == (1, 2, 0)
    _, counts = bring(keeper, text, family=str(shop["pumps"]), period=str(period.pk))
    assert (counts.created, counts.updated, counts.unchanged) == (0, 0, 3)
    # An empty cell of a column of families is no reason to leave a known product out.
    _, counts = bring(keeper, "ref;nom;famille\nM3;Moteur bis;\nN2;Neuf;\n")
    assert (counts.updated, counts.rejected) == (1, 1) and products(keeper)["M3"].family_id == shop["motors"]


@pytest.mark.parametrize(
    ("texts", "kind", "unit"),
    [
        (('1/2"', '3/4"'), "choice", ""),
        (("120 x 80", "60 x 60"), "choice", ""),
        (("24 V", "230 V"), "number", "V"),
        (("2 bar", "3"), "number", "bar"),
        (("12", "3,5"), "number", ""),
    ],
)
def test_a_column_is_a_number_when_its_cells_are_with_or_without_a_unit(keeper, shop, texts, kind, unit):
    file = io.StringIO()
    rows = [["ref", "nom", "famille", "Mesure"], *([f"C{i}", "Nom", "Neuve", t] for i, t in enumerate(texts))]
    csv.writer(file, delimiter=";").writerows(rows)
    _, counts = bring(keeper, file.getvalue())
    characteristic = Characteristic.objects.visible_to(keeper).get(family__name="Neuve")
    assert (characteristic.kind, characteristic.unit, counts.problems) == (kind, unit, {})
    assert all(products(keeper)[f"C{i}"].values for i in range(len(texts)))


def test_long_headers_stay_two_characteristics_and_fit_their_columns(keeper, shop):
    start = "Température maximale du fluide en service"
    odd = "2ème niveau de protection contre les surtensions transitoires"
    bring(keeper, f"ref;nom;famille;{start} continu;{start} intermittent;{odd}\nX;N;Neuve;40;60;oui\n")
    codes = list(Characteristic.objects.visible_to(keeper).filter(family__name="Neuve").values_list("code", flat=True))
    assert len(codes) == 3 and max(map(len, codes)) <= 40
    assert sorted(products(keeper)["X"].values.values()) == ["40", "60", "oui"]
