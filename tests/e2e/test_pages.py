"""Every page at desk and phone width: no violation, no console error, axe finds nothing, all is within reach."""

import pytest
from playwright.sync_api import expect

from .axe import audit
from .files import dirty_file
from .pages import PAGES, admin_pages, offer_pages, record_pages
from .reach import FORM, out_of_reach
from .visitor import DESK, PHONE

pytestmark = pytest.mark.browser
PARTS = {
    "lists": ("claire@fluviane.example", lambda _v: PAGES, 3),
    "records": ("claire@fluviane.example", record_pages, 5),
    "offers": ("claire@fluviane.example", offer_pages, 2),
    "administration": ("admin@fluviane.example", admin_pages, 8),
}


def problems(v, name):
    """Return what is wrong with the page that is open, at phone and at desk width. Leaves it at desk width."""
    v.page.set_viewport_size(PHONE)
    wrong = [f"phone: {x}" for x in audit(v)]
    over = v.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    wrong += [f"phone: {over} px too wide"] if over > 0 else []
    wrong += out_of_reach(v, "phone")
    v.page.set_viewport_size(DESK)
    wrong += [f"desk: {x}" for x in audit(v)]
    return [f"{name}, {x}" for x in wrong]


@pytest.mark.parametrize("part", PARTS)
def test_every_page_passes_its_checks(visitor, part):
    email, pages, forms_expected = PARTS[part]
    v = visitor().sign_in(email)
    wrong, forms = [], 0
    for name, path in pages(v).items():
        v.page.set_viewport_size(PHONE)
        v.go(path)
        forms += v.page.locator(FORM).count() > 0
        wrong += problems(v, name)
    assert not wrong, "\n".join(wrong)
    assert forms >= forms_expected
    assert v.errors == []


def test_the_sign_in_page_passes_its_checks(visitor):
    v = visitor()
    v.go("/account/login/")
    assert problems(v, "login") == []


def test_the_steps_of_an_import_and_of_a_plan_pass_their_checks(visitor):
    v = visitor().sign_in("solene@fluviane.example")
    v.go("/imports/")
    v.page.set_input_files("[name=file]", {"name": "clients.csv", "mimeType": "text/csv", "buffer": dirty_file()})
    v.click("Continuer")
    expect(v.page.locator("#column_1")).to_have_value("siret")
    wrong = problems(v, "mapping")
    v.click("Vérifier sans rien écrire")
    v.expect_text("sans nom")
    wrong += problems(v, "preview")
    v.go("/agenda/?week=2031-W20")
    v.click("Planifier cette semaine")
    v.wait_for_path("/agenda/plan/[^?]*")
    wrong += problems(v, "plan")
    v.page.locator(".left-out button").first.click()
    v.page.wait_for_selector("#moves .list-group-item")
    wrong += problems(v, "moves")
    assert not wrong, "\n".join(wrong)
    assert v.errors == []


def test_dark_and_english(visitor):
    v = visitor().sign_in("mehdi@fluviane.example")
    v.go("/settings/")
    v.page.select_option("[name=language]", "en")
    v.page.select_option("[name=theme]", "dark")
    v.click("Enregistrer")
    expect(v.page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    wrong = []
    for name in ("today", "clients", "agenda", "sectors", "deals", "offers", "rules", "settings"):
        v.go(PAGES[name])
        wrong += [f"{name}: {x}" for x in audit(v)]
    expect(v.page.locator("nav").first).to_contain_text("Customers", use_inner_text=True)
    # Others share this demonstration: he speaks French again.
    v.go("/settings/")
    v.page.select_option("[name=language]", "fr")
    v.page.select_option("[name=theme]", "auto")
    v.follow(v.page.locator("main form button.btn-primary").first)
    assert not wrong, "\n".join(wrong)
    assert v.errors == []


def test_everything_works_by_keyboard(visitor):
    v = visitor().sign_in("solene@fluviane.example")
    v.go("/")
    v.page.keyboard.press("Control+k")
    v.page.keyboard.insert_text("importer")
    v.page.wait_for_selector("#command-results a.active[href='/imports/']")
    v.page.keyboard.press("Enter")
    v.wait_for_path("/imports/")
    v.page.keyboard.press("g")
    v.page.keyboard.press("c")
    v.wait_for_path("/clients/")
    v.page.keyboard.press("?")
    expect(v.page.locator("dialog.keys")).to_be_visible()


def test_the_search_box_announces_its_results_to_a_screen_reader(visitor):
    v = visitor().sign_in("solene@fluviane.example")
    v.go("/")
    v.page.keyboard.press("Control+k")
    # One event, so that no answer to a shorter word replaces the list later.
    v.page.keyboard.insert_text("importer")
    v.page.wait_for_selector("#command-results a.active[href='/imports/']")
    box = v.page.get_by_role("combobox", name="Chercher")
    expect(v.page.locator("[data-command-count]")).to_contain_text("ésultat")
    v.page.keyboard.press("ArrowDown")
    chosen = v.page.locator("#command-results [aria-selected=true]")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    expect(box).to_have_attribute("aria-expanded", "true")
    assert audit(v) == []
    v.page.keyboard.press("Escape")
    expect(v.page.locator("dialog.command").first).not_to_be_visible()
