"""Every page at desk and phone width, in both languages' layout: no violation, no console error, axe finds nothing."""

import json
import re
from pathlib import Path

import pytest

from .conftest import DESK, PHONE
from .files import dirty_file
from .reach import FORM, out_of_reach

pytestmark = pytest.mark.browser
AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text()
PAGES = {
    "today": "/",
    "clients": "/clients/",
    "clients-map": "/clients/map",
    "company-new": "/clients/new",
    "import": "/imports/",
    "sectors": "/sector/",
    "sector-new": "/sector/new",
    "targets": "/sector/targets/",
    "agenda": "/agenda/",
    "days": "/agenda/days/",
    "appointment-new": "/agenda/appointments/new",
    "deals": "/deals/",
    "deals-list": "/deals/list",
    "deals-forecast": "/deals/forecast",
    "catalogue": "/catalogue/",
    "prices": "/catalogue/prices/",
    "documents": "/catalogue/documents/",
    "locate": "/clients/locate",
    "offers": "/offers/",
    "approvals": "/offers/approvals/",
    "rules": "/offers/rules/",
    "chances": "/reports/win-rate/",
    "history": "/history/",
    "settings": "/settings/",
    "figures": "/figures/",
    "visits": "/visits/",
    "phones": "/sync/",
    "phone-file": "/sync/file",
    "two-factor": "/account/2fa/",
    "password": "/account/password/change/",
    "sign-ins": "/settings/sign-ins/",
}
ADMIN = {
    "people": "/settings/people/",
    "person-new": "/settings/people/new",
    "team-new": "/settings/teams/new",
    "identity": "/settings/identity",
    "policy": "/offers/rules/new",
    "campaign-new": "/offers/rules/promotions/new",
    "report-forms": "/visits/forms/",
    "report-form-new": "/visits/forms/new",
    "board-policy": "/sync/policy",
    "stages": "/deals/stages/",
    "stage-new": "/deals/stages/new",
    "family-new": "/catalogue/families/new",
    "list-new": "/catalogue/prices/new",
    "document-new": "/catalogue/documents/new",
    "second-factor": "/settings/second-factor/",
    "second-factor-roles": "/settings/second-factor/roles",
    "personal-data": "/privacy/",
    "retention": "/privacy/retention/",
    "products-import": "/imports/?kind=products",
}


def audit(visitor):
    """Return what axe finds on the page (WCAG 2.2 A and AA)."""
    # The page's own CSP allows no inline script: axe comes in by the debugger, as an extension would.
    visitor.page.evaluate(AXE + ";0")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = visitor.page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(tags)}}})")
    return [f"{v['id']}: {v['nodes'][0]['target']} {v['nodes'][0]['html'][:160]}" for v in found["violations"]]


def found_links(visitor):
    """Return pages of one record of each kind, found from the pages that list them."""
    links = {}
    for page, pattern, name in (
        ("/clients/", r"/clients/[0-9a-f-]{36}/", "company"),
        ("/sector/", r"/sector/[0-9a-f-]{36}/", "sector"),
        ("/sector/", r"/sector/campaigns/[0-9a-f-]{36}/", "campaign"),
        ("/history/", r"/history/[0-9a-f-]{36}/(?=\")", "operation"),
        ("/deals/", r"/deals/(?!0{8})[0-9a-f-]{36}/", "deal"),
        ("/agenda/", r"/agenda/appointments/[0-9a-f-]{36}/", "appointment"),
        ("/imports/", r"/imports/[0-9a-f-]{36}/report", "report"),
        ("/visits/", r"/visits/[0-9a-f-]{36}/", "visit"),
        ("/sync/", r"/sync/versions/[0-9a-f-]{36}/", "phone-version"),
    ):
        visitor.go(page)
        links[name] = re.search(pattern, visitor.page.content())[0]
    visitor.go(links["deal"])
    links["need-new"] = links["deal"] + "needs/new"
    for part in ("edit", "requests/new", r"move/[0-9a-f-]{36}"):
        links[f"deal-{part[:4]}"] = re.search(links["deal"] + part, visitor.page.content())[0]
    visitor.go("/deals/list")
    for deal in dict.fromkeys(re.findall(r"/deals/(?!0{8})[0-9a-f-]{36}/", visitor.page.content())):
        visitor.go(deal)
        visitor.page.wait_for_selector("#solutions")
        if need := re.search(r"/deals/needs/[0-9a-f-]{36}/", visitor.page.content()):
            links |= {"need": need[0], "need-edit": need[0] + "edit", "solutions": "/solutions" + deal}
        if visitor.page.query_selector("#solutions strong"):
            break
    for state in ("pending_approval", "sent", "signed"):
        visitor.go(f"/offers/?state={state}")
        links[f"offer-{state}"] = re.search(r"/offers/[0-9a-f-]{36}/", visitor.page.content())[0]
    links |= {f"offer-{part}": f"{links['offer-sent']}{part}" for part in ("answer", "reminder", "outcome", "send")}
    links["offer-conditions"] = links["offer-pending_approval"] + "conditions"
    visitor.go(links["offer-pending_approval"])
    links["approval"] = re.search(r"/offers/approvals/[0-9a-f-]{36}/", visitor.page.content())[0]
    for state in ("sent", "signed"):
        visitor.go(links[f"offer-{state}"])
        address = visitor.page.locator("#follow input[readonly]").first.input_value()
        links[f"read-{state}"] = address.removeprefix(visitor.address)
    links["read-refuse"] = links["read-sent"] + "refuse"
    visitor.go("/catalogue/documents/")
    links["document"] = re.search(r"/catalogue/documents/[0-9a-f-]{36}/", visitor.page.content())[0]
    links["version"] = re.findall(r"/catalogue/versions/[0-9a-f-]{36}/", visitor.page.content())[-1]
    visitor.go("/catalogue/")
    set_page = visitor.page.get_by_role("link", name="Groupe motopompe").get_attribute("href")
    links |= {
        "family": set_page,
        "configure": f"{set_page}configure?need=ambiance%3Dchlor%C3%A9e&why=moteur&value=MT0750-44",
    }
    links["product"] = re.search(r"/catalogue/products/[0-9a-f-]{36}/", visitor.page.content())[0]
    visitor.go(links["company"])
    for part in ("edit", r"sites/[0-9a-f-]{36}/", r"sites/[0-9a-f-]{36}/hours", "contacts/new"):
        links[part] = re.search(links["company"] + part, visitor.page.content())[0]
    return links


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_every_page_is_sound(visitor, width):
    v = visitor(DESK if width == "desk" else PHONE)
    v.go("/account/login/")
    wrong, forms = [f"login: {x}" for x in audit(v)], 0
    v.sign_in("claire@fluviane.example")
    for name, path in {**PAGES, **found_links(v)}.items():
        v.go(path)
        v.shot(f"{width}-{re.sub('[^a-z-]', '', name)}")
        wrong += [f"{name}: {x}" for x in audit(v)]
        if width == "phone":
            over = v.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            wrong += [f"{name}: {over} px too wide"] if over > 0 else []
            forms += bool(v.page.query_selector(FORM))
            wrong += out_of_reach(v, name)
    assert not wrong, "\n".join(wrong)
    assert width == "desk" or forms > 8
    assert v.errors == []


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_the_steps_of_an_import_and_of_a_plan_are_sound(visitor, width):
    v = visitor(DESK if width == "desk" else PHONE).sign_in("solene@fluviane.example")
    wrong = []

    def look(name):
        v.shot(f"{width}-{name}")
        wrong.extend(f"{name}: {x}" for x in audit(v))
        if width == "phone":
            over = v.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            wrong.extend([f"{name}: {over} px too wide"] if over > 0 else [])

    v.go("/imports/")
    v.page.set_input_files("[name=file]", {"name": "clients.csv", "mimeType": "text/csv", "buffer": dirty_file()})
    v.click("Continuer")
    look("mapping")
    v.click("Vérifier sans rien écrire")
    look("preview")
    v.go("/agenda/?week=2031-W20")
    v.click("Planifier cette semaine")
    v.page.wait_for_url(lambda u: "/agenda/plan/" in u and "?" not in u, timeout=60_000)
    v.settle()
    look("plan")
    v.page.locator(".left-out button").first.click()
    v.page.wait_for_selector("#moves .list-group-item")
    look("moves")
    assert not wrong, "\n".join(wrong)
    assert v.errors == []


def test_the_administrators_pages_are_sound(visitor):
    v = visitor().sign_in("admin@fluviane.example")
    wrong = []
    pages = dict(ADMIN)
    for name, page, pattern in (
        ("report-form", "/visits/forms/", r"/visits/forms/[0-9a-f-]{36}/"),
        ("report-section", "", r"/visits/sections/[0-9a-f-]{36}/(?=\")"),
    ):
        v.go(page or pages["report-form"])
        pages[name] = re.search(pattern, v.page.content())[0]
    v.go("/privacy/retention/")
    contact = re.search(r"/privacy/contact/[0-9a-f-]{36}/", v.page.content())
    assert contact, "the demonstration proposes somebody whose time has ended"
    pages["erase-person"] = contact[0]
    forms = 0
    for name, path in pages.items():
        v.go(path)
        v.shot(f"desk-{name}")
        wrong += [f"{name}: {x}" for x in audit(v)]
        forms += bool(v.page.query_selector(FORM))
        wrong += out_of_reach(v, name)
        v.page.set_viewport_size(DESK)
    assert forms > 8
    assert not wrong, "\n".join(wrong)
    assert v.errors == []


def test_dark_and_english(visitor):
    v = visitor().sign_in("mehdi@fluviane.example")
    v.go("/settings/")
    v.page.select_option("[name=language]", "en")
    v.page.select_option("[name=theme]", "dark")
    v.click("Enregistrer")
    assert v.page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    wrong = []
    for name in ("today", "clients", "agenda", "sectors", "deals", "offers", "rules", "settings"):
        v.go(PAGES[name])
        v.shot(f"dark-{name}")
        wrong += [f"{name}: {x}" for x in audit(v)]
    assert "Customers" in v.page.inner_text("nav")
    # Others share this demonstration: he speaks French again.
    v.go("/settings/")
    v.page.select_option("[name=language]", "fr")
    v.page.select_option("[name=theme]", "auto")
    v.page.locator("main form button.btn-primary").first.click()
    v.settle()
    assert not wrong, "\n".join(wrong)
    assert v.errors == []


def test_everything_works_by_keyboard(visitor):
    v = visitor().sign_in("solene@fluviane.example")
    v.page.keyboard.press("Control+k")
    v.page.keyboard.insert_text("importer")
    v.page.wait_for_selector("#command-results a.active[href='/imports/']")
    v.page.keyboard.press("Enter")
    v.page.wait_for_url("**/imports/")
    v.page.keyboard.press("g")
    v.page.keyboard.press("c")
    v.page.wait_for_url("**/clients/")
    v.page.keyboard.press("?")
    assert v.page.locator("dialog.keys").is_visible()


def test_the_search_box_tells_its_results_to_a_screen_reader(visitor):
    v = visitor().sign_in("solene@fluviane.example")
    v.page.keyboard.press("Control+k")
    # One event, so that no answer to a shorter word replaces the list later.
    v.page.keyboard.insert_text("importer")
    v.page.wait_for_selector("#command-results a.active[href='/imports/']")
    box = v.page.get_by_role("combobox", name="Chercher")
    v.page.wait_for_function("document.querySelector('[data-command-count]').textContent.includes('ésultat')")
    v.page.keyboard.press("ArrowDown")
    chosen = v.page.locator("#command-results [aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert box.get_attribute("aria-expanded") == "true"
    assert audit(v) == []
    v.page.keyboard.press("Escape")
    assert not v.page.locator("dialog.command").first.is_visible()
