"""What a person does with the field app, and what is seen of it from outside."""

import io
import re
import time

from PIL import Image

from .axe import audit
from .visitor import TIMEOUT

MODEL = "document.querySelector('arpent-field').model"


def picture(colour):
    """Return a large photograph that says where it was taken."""
    image = Image.new("RGB", (3000, 2000), colour)
    exif = image.getexif()
    exif[0x8825] = {1: "N", 2: (45.0, 46.0, 0.0), 3: "E", 4: (4.0, 50.0, 0.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def open_field(v, path=""):
    """Open the field app anew, as after it was closed."""
    v.page.goto("about:blank")  # else another fragment of the same address would load nothing
    v.page.goto(f"{v.address}/field/#/{path}")
    wait_until(v, f"() => !!{MODEL} && {MODEL}.session.phase !== 'starting'")


def open_phone(v):
    """Open the field app and wait until all that it needs without a network has come."""
    open_field(v)
    wait_until(
        v,
        f"async () => !!(await {MODEL}.outbox.meta('snapshot_at')) && !{MODEL}.sync.sending && "
        "(await navigator.serviceWorker.getRegistration())?.active?.state === 'activated' && "
        "!!(await caches.match('/field/'))",
    )
    return v


def wait_until(v, question):
    """Wait until a JavaScript function, async or not, returns something true.

    It asks of the data; what is drawn of them follows later and is awaited with `expect`.
    """
    deadline = time.monotonic() + TIMEOUT / 1000
    while time.monotonic() < deadline:
        # wait_for_function takes the promise of an async function for true.
        if v.page.evaluate(question):
            return
        v.page.wait_for_timeout(50)
    raise AssertionError(f"never: {question}\n{v.page.inner_text('body')[:1500]}")


# Go to a page of the field app; resolves when its first frame is drawn.
OPEN_ROUTE = """async (hash) => {
  if (location.hash === hash) return;
  await new Promise((done) => { addEventListener("hashchange", done, { once: true }); location.hash = hash; });
  await document.querySelector("arpent-field").updateComplete;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


def open_route(v, path):
    v.page.evaluate(OPEN_ROUTE, f"#/{path}")


def companies(v, count):
    return v.page.evaluate(f"async () => (await {MODEL}.records.rows()).slice(0, {count}).map((r) => [r[0], r[1]])")


def wait_until_sent(v):
    wait_until(v, f"async () => !(await {MODEL}.outbox.waiting()).count && !{MODEL}.sync.sending")


def findings(v):
    """Return what axe finds at the end of the page, where the bars that float over it hide nothing."""
    top = "document.querySelector('.field-top')?.style.setProperty('position', '{}')"
    v.page.evaluate(top.format("static"))
    v.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    found = audit(v)
    v.page.evaluate(top.format(""))
    return found


def errors(v):
    """Return the console's errors but those of a network that is off."""
    return [e for e in v.errors if not re.search(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NAME|status of (4|5)", e)]


def write_report(v, company, text, **fields):
    """Begin a visit's report and fill in its fields."""
    open_route(v, f"new-visit/{company}")
    v.page.fill("#v-said", text)
    for field, value in fields.items():
        v.page.fill(f"#v-{field}", value)
    return v
