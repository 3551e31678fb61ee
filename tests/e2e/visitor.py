"""A person at a screen: opens pages, clicks, reads what is drawn."""

import re

from playwright.sync_api import expect

DESK, PHONE = {"width": 1360, "height": 900}, {"width": 390, "height": 844}
# How long an act or an expectation may take, in milliseconds: long enough for a machine that does much else.
TIMEOUT = 60_000
expect.set_options(timeout=TIMEOUT)

# Cookies of a sign-in, by address and e-mail: who signed in once in this worker need not fill the form again.
SIGNED_IN = {}

# True once the page is loaded and nothing that it fetches for itself is on its way: partial answers of htmx but those
# of a timer, and lazily loaded parts (app.ts). htmx starts in a turn of its own after the load.
DRAWN = """() => {
  if (document.readyState !== "complete") return false;
  if (!globalThis.htmxHasStarted) { setTimeout(() => { globalThis.htmxHasStarted = true; }); return false; }
  const busy = ".htmx-request:not([hx-trigger^=every]), .htmx-swapping, .htmx-settling, [data-loading]";
  return !document.querySelector(busy);
}"""


class Visitor:
    """Keeps every console error, exception and failed request."""

    def __init__(self, browser, address, viewport):
        self.address = address
        self.context = browser.new_context(viewport=viewport, locale="fr-FR", accept_downloads=True)
        self.context.set_default_timeout(TIMEOUT)
        self.page = self.context.new_page()
        self.errors = []
        self.page.on(
            "console",
            lambda m: self.errors.append(f"{m.text} {m.location['url']}") if m.type == "error" else None,
        )
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("response", lambda r: self.errors.append(f"{r.status} {r.url}") if r.status >= 500 else None)

    def sign_in(self, email, password="pompe-vanne-lyon"):
        """Sign in: with the cookies of an earlier sign-in in a fresh browser, else through the form. Opens no page
        with the former.
        """
        saved = SIGNED_IN.get((self.address, email))
        if saved and not self.context.cookies():
            self.context.add_cookies(saved)
            if self.context.request.get(f"{self.address}/account/password/change/", max_redirects=0).status == 200:
                return self
            self.context.clear_cookies()
        self.go("/account/login/")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", password)
        self.page.click("main form button.btn-primary")
        self.page.wait_for_url(self.address + "/")
        SIGNED_IN[self.address, email] = self.context.cookies()
        return self

    def go(self, path):
        self.open(self.address + path)

    def open(self, url):
        self.page.goto(url)
        self.wait_until_drawn()

    def reload(self):
        self.page.reload()
        self.wait_until_drawn()

    def wait_until_drawn(self):
        self.page.wait_for_function(DRAWN)

    def wait_for_path(self, pattern):
        """Wait for a page whose path matches a pattern, as after a job, and until it is drawn."""
        self.page.wait_for_url(re.compile(rf"^{re.escape(self.address)}{pattern}$"))
        self.wait_until_drawn()

    def click(self, text):
        self.follow(
            self.page.get_by_role("button", name=re.compile(text))
            .or_(self.page.get_by_role("link", name=re.compile(text)))
            .first
        )

    def follow(self, locator):
        """Click and wait for the page that comes, or for the part of the page that changes."""
        locator.click()
        self.wait_until_drawn()

    def unfold(self):
        """Open what is folded on the page."""
        self.page.eval_on_selector_all("main details", "all => all.forEach(d => d.open = true)")

    def expect_text(self, *texts):
        """Wait until the main part of the page shows each text; any white space counts as a space."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text, use_inner_text=True)

    def expect_no_text(self, *texts):
        """Wait until the main part of the page shows none of the texts."""
        for text in texts:
            expect(self.page.locator("main")).not_to_contain_text(text, use_inner_text=True)
