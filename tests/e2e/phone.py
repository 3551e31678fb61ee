"""What a person does with the field app, and what is seen of it from outside."""

import io
import re
import time

from PIL import Image

from .test_pages import audit

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
    v.page.goto(f"{v.address}/field/#/{path}")
    until(v, f"() => !!{MODEL} && {MODEL}.session.phase !== 'starting'")


def until(v, question):
    """Wait until a JavaScript function, async or not, returns something true."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        # wait_for_function takes the promise of an async function for true.
        if v.page.evaluate(question):
            return
        v.page.wait_for_timeout(100)
    raise AssertionError(f"never: {question}\n{v.page.inner_text('body')[:1500]}")


# Go to a page of the field app; resolves when its first frame is drawn.
PLACE = """async (hash) => {
  if (location.hash === hash) return;
  await new Promise((done) => { addEventListener("hashchange", done, { once: true }); location.hash = hash; });
  await document.querySelector("arpent-field").updateComplete;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


def place(v, path):
    v.page.evaluate(PLACE, f"#/{path}")


def companies(v, count):
    return v.page.evaluate(f"async () => (await {MODEL}.records.rows()).slice(0, {count}).map((r) => [r[0], r[1]])")


def sent(v):
    until(v, f"async () => !(await {MODEL}.outbox.waiting()).count && !{MODEL}.sync.sending")


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


def report(v, company, text, **fields):
    """Begin, write and finish a visit as one does with a thumb."""
    place(v, f"new-visit/{company}")
    v.page.wait_for_selector("#v-said")
    v.page.fill("#v-said", text)
    for field, value in fields.items():
        v.page.fill(f"#v-{field}", value)
    return v
