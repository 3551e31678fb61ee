"""Addresses of the pages to check: of lists and forms, and of one record of each kind."""

import re

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


def read(v, path):
    """Return a page as the server writes it."""
    return v.context.request.get(v.address + path).text()


def record_pages(v):
    """Return pages of one record of each kind but offers, found from the pages that list them."""
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
        links[name] = re.search(pattern, read(v, page))[0]
    page = read(v, links["deal"])
    links["need-new"] = links["deal"] + "needs/new"
    for part in ("edit", "requests/new", r"move/[0-9a-f-]{36}"):
        links[f"deal-{part[:4]}"] = re.search(links["deal"] + part, page)[0]
    for deal in dict.fromkeys(re.findall(r"/deals/(?!0{8})[0-9a-f-]{36}/", read(v, "/deals/list"))):
        page = read(v, deal)
        if need := re.search(r"/deals/needs/[0-9a-f-]{36}/", page):
            links |= {"need": need[0], "need-edit": need[0] + "edit", "solutions": "/solutions" + deal}
        if re.search(r"/solutions/[0-9a-f-]{36}/", page):
            break
    page = read(v, "/catalogue/documents/")
    links["document"] = re.search(r"/catalogue/documents/[0-9a-f-]{36}/", page)[0]
    links["version"] = re.findall(r"/catalogue/versions/[0-9a-f-]{36}/", page)[-1]
    v.go("/catalogue/")
    set_page = v.page.get_by_role("link", name="Groupe motopompe").get_attribute("href")
    links |= {
        "family": set_page,
        "configure": f"{set_page}configure?need=ambiance%3Dchlor%C3%A9e&why=moteur&value=MT0750-44",
    }
    links["product"] = re.search(r"/catalogue/products/[0-9a-f-]{36}/", v.page.content())[0]
    page = read(v, links["company"])
    for part in ("edit", r"sites/[0-9a-f-]{36}/", r"sites/[0-9a-f-]{36}/hours", "contacts/new"):
        links[part] = re.search(links["company"] + part, page)[0]
    return links


def offer_pages(v):
    """Return pages of an offer in each state, of its approval and of what a customer reads."""
    links = {}
    for state in ("pending_approval", "sent", "signed"):
        links[f"offer-{state}"] = re.search(r"/offers/[0-9a-f-]{36}/", read(v, f"/offers/?state={state}"))[0]
    links |= {f"offer-{part}": f"{links['offer-sent']}{part}" for part in ("answer", "reminder", "outcome", "send")}
    links["offer-conditions"] = links["offer-pending_approval"] + "conditions"
    links["approval"] = re.search(r"/offers/approvals/[0-9a-f-]{36}/", read(v, links["offer-pending_approval"]))[0]
    for state in ("sent", "signed"):
        v.go(links[f"offer-{state}"])
        address = v.page.locator("#follow input[readonly]").first.input_value()
        links[f"read-{state}"] = address.removeprefix(v.address)
    links["read-refuse"] = links["read-sent"] + "refuse"
    return links


def admin_pages(v):
    """Return the administrators' pages, with one record of each kind."""
    pages = dict(ADMIN)
    for name, page, pattern in (
        ("report-form", "/visits/forms/", r"/visits/forms/[0-9a-f-]{36}/"),
        ("report-section", "", r"/visits/sections/[0-9a-f-]{36}/(?=\")"),
        ("erase-person", "/privacy/retention/", r"/privacy/contact/[0-9a-f-]{36}/"),
    ):
        pages[name] = re.search(pattern, read(v, page or pages["report-form"]))[0]
    return pages
