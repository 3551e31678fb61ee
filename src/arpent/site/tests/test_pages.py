"""Every page answers, asks few questions, and keeps its contract."""

import datetime as dt
import io
import json
import re

import pytest
from django.urls import reverse
from django.utils.html import escape
from pypdf import PdfReader

from arpent.agenda.actions.calendar import set_pattern
from arpent.agenda.models import Appointment, Plan
from arpent.clients.actions.companies import change_company
from arpent.clients.actions.sites import set_opening
from arpent.clients.models import Company
from arpent.clients.public import get_site_brief
from arpent.clients.testing import make_company
from arpent.history.models import Operation
from arpent.people.testing import NOON

PAGES = [
    "today",
    "clients:list",
    "clients:map",
    "clients:new",
    "imports:upload",
    "territory:sectors",
    "territory:sector_new",
    "territory:targets",
    "agenda:week",
    "agenda:pattern",
    "agenda:appointment_new",
    "history:history",
    "accounts:settings",
    "figures",
    "search",
    "mfa_index",
]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_answers_in_both_languages(cast, login, name, language):
    cast.owner.language = language
    cast.owner.save()
    make_company(cast.owner)
    response = login(cast.owner).get(reverse(name))
    assert response.status_code == 200
    assert response["Content-Language"] == language
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    html = response.content.decode()
    assert "style=" not in html and "onclick" not in html and "<style" not in html
    assert (f'lang="{language}"' in html) == (name != "search")  # the search answers with a fragment


@pytest.mark.parametrize(
    ("name", "most"),
    [("today", 20), ("clients:list", 16), ("territory:sectors", 14), ("agenda:week", 12), ("history:history", 8)],
)
def test_a_page_asks_few_questions_however_long_it_is(cast, login, name, most, django_assert_max_num_queries):
    for i in range(12):
        make_company(cast.owner, f"Firme {i}")
    client = login(cast.owner)
    with django_assert_max_num_queries(most):
        client.get(reverse(name))


def test_nobody_enters_without_signing_in(client, cast):
    response = client.get(reverse("clients:list"))
    assert response.status_code == 302 and "/account/login/" in response["Location"]
    assert client.get("/health").status_code == 200
    assert client.get(reverse("account_signup")).status_code in (200, 302, 403)
    assert client.post(
        reverse("account_signup"), {"email": "x@y.example", "password1": "cheval-agrafe-9"}
    ).status_code in (200, 302, 403)
    from arpent.people.models import User

    assert not User.objects.filter(email="x@y.example").exists()


def test_the_first_run_wants_the_code_of_the_terminal(client, db, settings, tmp_path):
    from arpent.people.models import User
    from arpent.site.home import first_run_code

    settings.ARPENT_HOME = tmp_path
    assert client.get("/")["Location"] == "/start/"
    code = first_run_code(tmp_path)
    values = {
        "name": "Firme",
        "first_name": "A",
        "last_name": "B",
        "email": "a@b.example",
        "password": "cheval-agrafe-9",
    }
    assert client.post("/start/", {**values, "code": "faux"}).status_code == 422
    assert not User.objects.exists()
    assert client.post("/start/", {**values, "code": code}).status_code == 302
    assert client.get("/")["Location"] == "/settings/second-factor/"  # the administrator sets it up first
    assert client.get("/start/").status_code == 302


def test_search_finds_companies_and_pages(cast, login):
    make_company(cast.owner, "Pompes Duval")
    html = login(cast.owner).get(reverse("search"), {"q": "duval"}).content.decode()
    assert "Pompes Duval" in html
    assert "Importer un fichier" in login(cast.owner).get(reverse("search"), {"q": "import"}).content.decode()
    assert "Rien ne ressemble" in login(cast.owner).get(reverse("search"), {"q": "zzzzzz"}).content.decode()


def test_the_chart_says_its_finding_and_is_drawn_on_the_server(cast, login):
    html = login(cast.owner).get(reverse("visits_chart")).content.decode()
    assert "visites cette semaine" in html and html.count('aria-roledescription="bar"') == 8
    # The policy of contents refuses both; the ink is the page's, light or dark.
    assert "style=" not in html and "<style" not in html and "<script" not in html
    assert 'fill="currentColor"' in html


def test_the_figures_of_the_chart_are_readable_without_the_drawing(cast, login, monkeypatch):
    monkeypatch.setattr(
        "arpent.site.web.today_views.list_visits_per_week", lambda **_: [(f"2026-W{n}", 3) for n in range(41, 49)]
    )
    html = login(cast.owner).get(reverse("today")).content.decode()
    assert f'hx-get="{reverse("visits_chart")}"' in html
    assert "Les chiffres du graphique" in html and html.count('<td class="num">') == 8


def test_the_chart_of_the_screen_is_printed_with_its_figures(cast, login):
    response = login(cast.owner).get(reverse("visits_paper"))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert response["Content-Type"] == "application/pdf"
    assert "visites cette semaine" in text and cast.owner.full_name in text


def test_history_names_fields_as_the_screens_do(cast, login):
    company = make_company(cast.owner, call_interval=30)
    change_company(
        company_id=company.pk, by=cast.owner, at=NOON, values={"relationship": "former", "next_step_on": None}
    )
    op = Operation.objects.visible_to(cast.owner).get(kind="clients.change")
    html = login(cast.owner).get(reverse("history:operation", args=[op.pk])).content.decode()
    assert "Relation" in html and "Ancien client" in html
    assert "relationship" not in html and "name_key" not in html


def test_history_writes_hours_as_one_says_them(cast, login):
    company = make_company(cast.owner)
    site = get_site_brief(company_id=company.pk, by=cast.owner)
    set_opening(site_id=site.pk, by=cast.owner, at=NOON, hours="lun-ven 8h-12h", closings=[])
    op = Operation.objects.visible_to(cast.owner).get(kind="clients.opening")
    html = login(cast.owner).get(reverse("history:operation", args=[op.pk])).content.decode()
    assert "lun, mar, mer, jeu, ven" in html.lower() and "08:00" in html and "12:00" in html


def test_maps_get_their_shapes(cast, login):
    client = login(cast.owner)
    response = client.get(reverse("contours", args=["69"]))
    assert response["Content-Encoding"] == "gzip" and len(response.content) > 10_000
    assert client.get(reverse("contours", args=["00"])).status_code == 404
    assert client.get(reverse("outlines")).status_code == 200


def test_a_refusal_is_a_sentence_not_a_fault(cast, login):
    client = login(cast.owner)
    response = client.post(reverse("agenda:plan_new"), {"week": "2026-W50"})
    assert response.status_code == 422 and "point de départ de Olga Testeur" in response.content.decode()
    response = client.get(reverse("agenda:week"), {"week": "jeudi"})
    assert response.status_code == 422 and "2026-W49" in response.content.decode()
    response = client.post(reverse("agenda:plan_new"), {"week": "2026-W50"}, headers={"HX-Request": "true"})
    assert response["HX-Retarget"] == "#toasts"


def test_a_body_too_large_is_refused_before_it_is_read(client, settings):
    response = client.post("/imports/", data=b"x", content_type="text/csv", CONTENT_LENGTH=str(3 * 1024**3))
    assert response.status_code == 413 and "Mo" in response.content.decode()


def test_a_week_through_the_screens(cast, login):
    """Set the days, plan, look, move, accept, export: what the buttons do."""
    set_pattern(person_id=cast.owner.pk, by=cast.owner, at=NOON, values={"start_label": "69003 Lyon"})
    for city, postcode in (("Villeurbanne", "69100"), ("Vienne", "38200"), ("Grenoble", "38000")):
        make_company(
            cast.owner, f"Client {city}", call_interval=30, potential=9000, site_city=city, site_postcode=postcode
        )
    client = login(cast.owner)
    client.post(reverse("agenda:plan_new"), {"week": "2031-W10"})
    from arpent.agenda.public import run_plan
    from arpent.history.models import Job

    plan = Plan.objects.visible_to(cast.owner).get()
    if plan.state == "running":
        run_plan(job_id=Job.objects.visible_to(cast.owner).get().pk, clock=lambda: NOON)
        plan.refresh_from_db()
    page = client.get(reverse("agenda:plan", args=[plan.pk]))
    assert page.status_code == 200 and "Client Vienne" in page.content.decode()
    task = next(d for d in plan.result["days"] if d["stops"])["stops"][0]["task"]
    options = json.loads(client.get(reverse("agenda:plan_moves", args=[plan.pk, task])).content)["options"]
    assert len(options) == 5
    day = next(o["day"] for o in options if o["possible"])
    moved = client.post(
        reverse("agenda:plan_move", args=[plan.pk]), {"task": task, "day": day}, headers={"HX-Request": "true"}
    )
    assert moved.status_code == 200 and 'id="plan"' in moved.content.decode()
    client.post(reverse("agenda:plan_lock", args=[plan.pk]), {"task": task, "locked": "1"})
    old = client.post(reverse("agenda:plan_accept", args=[plan.pk]), {"seen": "0.0"})
    text = old.content.decode()
    assert old.status_code == 409 and "0 visite prévue. 3 ajoutées." in text and "Client Vienne" in text
    client.post(
        reverse("agenda:plan_accept", args=[plan.pk]), {"seen": re.search(r'name="seen" value="([^"]+)', text)[1]}
    )
    assert Appointment.objects.visible_to(cast.owner).count() == 3
    assert "les garder, planifier autour" in client.get(reverse("agenda:week"), {"week": "2031-W10"}).content.decode()
    ics = client.get(reverse("agenda:week_ics"), {"week": "2031-W10"})
    assert ics["Content-Type"].startswith("text/calendar") and ics.content.count(b"BEGIN:VEVENT") == 3
    assert client.get(reverse("agenda:roadbook"), {"week": "2031-W10"}).content.startswith(b"%PDF")


def test_an_import_through_the_screens(cast, login):
    from io import BytesIO

    from arpent.clients.models import Company
    from arpent.imports.models import ImportFile

    client = login(cast.owner)
    content = BytesIO(b"nom;ville;code postal\nPompes Duval;Lyon;69003\n;;\nSans nom;;\n;Lyon;69003\n")
    content.name = "clients.csv"
    client.post(reverse("imports:upload"), {"file": content})
    file = ImportFile.objects.visible_to(cast.owner).get()
    mapping = reverse("imports:mapping", args=[file.pk])
    assert "Pompes Duval" in client.get(mapping).content.decode()
    options = {
        "siret": "update",
        "siren": "update",
        "name_place": "update",
        "relationship": "prospect",
        "owner": str(cast.owner.pk),
    }
    bad = client.post(mapping, {**options, "column_0": "", "column_1": "city"})
    assert bad.status_code == 422 and "nom de l’entreprise" in bad.content.decode()
    client.post(mapping, {**options, "column_0": "name", "column_1": "city", "column_2": "postcode"})
    preview = client.get(reverse("imports:preview", args=[file.pk])).content.decode()
    assert "sans nom" in preview and not Company.objects.visible_to(cast.owner).exists()
    client.post(reverse("imports:run", args=[file.pk]))
    from arpent.history.models import Job
    from arpent.imports.public import run_import

    job = Job.objects.visible_to(cast.owner).get()
    if not job.is_over:
        run_import(job_id=job.pk, clock=lambda: NOON)
    report = client.get(reverse("imports:report", args=[file.pk])).content.decode()
    assert "Import terminé" in report
    assert Company.objects.visible_to(cast.owner).count() == 2
    assert "sans nom" in b"".join(client.get(reverse("imports:rejected", args=[file.pk])).streaming_content).decode(
        "utf-8-sig"
    )
    file.refresh_from_db()
    client.post(reverse("history:undo", args=[file.operation_id]))
    assert not Company.objects.visible_to(cast.owner).exists()


def test_bulk_change_and_saved_views_through_the_screens(cast, login):
    from arpent.clients.models import CompanyTag, SavedView

    ids = [str(make_company(cast.owner, f"Firme {i}").pk) for i in range(3)]
    theirs = make_company(cast.stranger, "Ailleurs")
    client = login(cast.owner)
    client.post(
        reverse("clients:bulk"), {"ids": [*ids, str(theirs.pk)], "field": "add_tag", "value": "eau", "query": ""}
    )
    assert CompanyTag.objects.unscoped("a test looks").count() == 3
    client.post(reverse("clients:view_save"), {"name": "Eau", "query": "tag=eau&sort=-potential", "shared": "1"})
    view = SavedView.objects.visible_to(cast.owner).get()
    assert view.query == {"tag": ["eau"], "sort": ["-potential"]}
    assert SavedView.objects.visible_to(cast.stranger).exists()
    assert client.get(reverse("clients:list") + "?tag=eau").content.decode().count("Firme") >= 3
    client.post(reverse("clients:view_delete", args=[view.pk]))
    assert not SavedView.objects.visible_to(cast.owner).exists()


def test_today_reads_little_whatever_waits(cast, login, django_assert_max_num_queries):
    for i in range(12):
        company = make_company(cast.owner, f"Firme {i}")
        Company.objects.unscoped("test").filter(pk=company.pk).update(
            next_due_on=dt.date(2020, 1, 1), data_quality_score=i * 8
        )
    client = login(cast.owner)
    with django_assert_max_num_queries(22):
        html = client.get(reverse("today")).content.decode()
    for address, count in (("", 12), ("?due=late&sort=due", 12), ("?low_quality=1&sort=data_quality_score", 5)):
        assert f'<a href="{reverse("clients:list")}{escape(address)}">{count}</a>' in html


def test_the_page_of_a_company_is_complete_in_one_request_of_few_queries(cast, login, django_assert_max_num_queries):
    company = make_company(cast.owner, "Firme")
    client = login(cast.owner)
    with django_assert_max_num_queries(21):
        html = client.get(reverse("clients:company", args=[company.pk])).content.decode()
    assert "Aucun compte rendu encore" in html and "Aucune affaire" in html
    assert 'hx-trigger="load"' not in html.split("<main", 1)[1]
