"""The grid of an offer in Chromium, without a network, in a conflict and after the session ended."""

import pytest
from playwright.sync_api import expect

from .test_offer_journey import open_offer, paste, wait_until_saved

pytestmark = pytest.mark.browser


def cell(v, field, line):
    return v.page.locator(f".offer-grid tr[data-key]:not(.section) [data-field={field}]").nth(line)


def write_cell(v, field, line, text):
    cell(v, field, line).fill(text)
    cell(v, field, line).press("Enter")


def stored_value(v, field, line):
    v.page.reload()
    v.page.wait_for_selector(".offer-grid tr[data-key]")
    return cell(v, field, line).input_value()


def names(v):
    cells = v.page.locator(".offer-grid tr[data-key]:not(.section) [data-field=label]").all()
    return [x.input_value() for x in cells][:-1]


def test_nothing_typed_is_lost_whatever_fails(visitor, demo):
    v = visitor().sign_in("claire@fluviane.example")
    url = open_offer(v)
    paste(
        v,
        "[data-field=label]",
        "Désignation\tQté\tPU HT\tTVA\tCoût\nPose\t2\t120,50\t20 %\t80\nVanne\t1\t45\t5,5 %\t30",
    )
    wait_until_saved(v)
    pose = v.page.locator(".offer-grid tbody tr[data-key]:not(.section)").count() - 3
    expect(cell(v, "label", pose)).to_have_value("Pose")
    expect(cell(v, "vat", pose + 1)).to_have_value("reduced")

    # Two cells of one line, the answer to the first still on its way.
    on_its_way = []
    v.page.route("**/lines", lambda route: on_its_way.append(route))
    with v.page.expect_request("**/lines"):
        write_cell(v, "quantity", pose, "5")
    write_cell(v, "discount_percent", pose, "4")
    v.page.unroute("**/lines")  # lets go what is held
    wait_until_saved(v)
    assert (stored_value(v, "quantity", pose), cell(v, "discount_percent", pose).input_value()) == ("5", "4")

    # The manager and I on one line: another field is merged, the same one is asked about.
    manager = visitor().sign_in("direction@fluviane.example")
    manager.open(url)
    manager.page.wait_for_selector(".offer-grid tr[data-key]")
    v.context.set_offline(True)
    write_cell(v, "price", pose, "99")
    write_cell(v, "quantity", pose, "9")
    write_cell(manager, "quantity", pose, "4")
    write_cell(manager, "unit", pose, "lot")
    wait_until_saved(manager)
    v.context.set_offline(False)
    v.page.wait_for_selector("[data-act=mine]")
    expect(cell(v, "quantity", pose)).to_have_value("9")
    v.expect_text("Quantité : 4")
    expect(cell(v, "price", pose)).to_have_value("99,00")
    expect(cell(v, "unit", pose)).to_have_value("lot")
    v.page.click("[data-act=mine]")
    wait_until_saved(v)
    assert stored_value(v, "quantity", pose) == "9"
    v.errors = [e for e in v.errors if "ERR_INTERNET_DISCONNECTED" not in e]

    # A reference of the customer's own is kept outside the catalogue.
    paste(v, "[data-field=reference]", "CLI-778\tRaccord fourni par le client\t1\tu\t12\t\t\t8")
    v.page.wait_for_selector("[data-act=outside]")
    v.page.click("[data-act=outside]")
    wait_until_saved(v)
    v.page.reload()
    v.page.wait_for_selector(".offer-grid tr[data-key]")
    assert "CLI-778" in [x.input_value() for x in v.page.locator(".offer-grid [data-field=reference]").all()]

    # The menu of the last line opens whole, Escape closes it; a line is moved twice by its key.
    last = v.page.locator(".offer-grid tr[data-key] [data-menu]").nth(-2)
    last.click()
    expect(v.page.locator("#row-menu [data-act=remove]")).to_be_visible()
    v.page.keyboard.press("Escape")
    expect(v.page.locator("#row-menu")).not_to_be_visible()
    before = names(v)
    cell(v, "label", len(before) - 1).focus()
    for _ in range(2):
        v.page.keyboard.press("Alt+ArrowUp")
        wait_until_saved(v)
    assert names(v) == [*before[:-3], before[-1], *before[-3:-1]]

    # The session ends: nothing is lost, and it leaves by itself once one has signed in again elsewhere.
    cookies = v.context.cookies()
    v.context.clear_cookies()
    write_cell(v, "discount_percent", pose, "6")
    v.page.wait_for_selector("[data-grid-status]:has-text('Votre session est finie')")
    v.context.add_cookies(cookies)
    wait_until_saved(v)
    assert stored_value(v, "discount_percent", pose) == "6"
    v.errors.clear()  # the browser tells of the refusals that this test asked for
