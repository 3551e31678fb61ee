"""Every form at phone width: its save button can be touched wherever the page stands, and the bar below is within
reach.
"""

import pytest

from .test_pages import ADMIN, PAGES, found_links

pytestmark = pytest.mark.browser
SIZES = {"390": (390, 844, 1), "360": (360, 640, 1), "390 with text at 200 %": (390, 844, 2)}

# Names the save buttons and the entries of the bottom bar that something else covers, or that lie beyond the screen's
# edge.
OUT_OF_REACH = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const touched = (e) => { const r = e.getBoundingClientRect(), hit = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
    return hit === e || e.contains(hit); };
  const wrong = [];
  for (const [place, y] of [["top", 0], ["middle", document.body.scrollHeight / 2], ["end", document.body.scrollHeight]]) {
    scrollTo({ top: y, behavior: "instant" });
    await frame();
    for (const e of document.querySelectorAll(".sticky-actions .btn-primary")) {
      const form = e.closest(".sticky-actions").parentElement.getBoundingClientRect();
      if (form.top < innerHeight - 300 && form.bottom > 0 && !touched(e)) wrong.push(`${e.textContent.trim()} at the ${place}`);
    }
  }
  for (const e of document.querySelectorAll(".bottom-bar > a, .bottom-bar > button")) {
    e.scrollIntoView({ block: "center", behavior: "instant" });
    await frame();
    if (!touched(e)) wrong.push(`entry ${e.textContent.trim()}`);
  }
  scrollTo({ top: 0, behavior: "instant" });
  return wrong;
}"""


def check_sizes(v, name):
    """Return what is out of reach on the page at each size."""
    wrong = []
    for size, (width, height, text) in SIZES.items():
        v.page.set_viewport_size({"width": width, "height": height})
        v.page.evaluate(f"document.documentElement.style.fontSize = '{text * 100}%'")
        wrong += [f"{name} at {size}: {x}" for x in v.page.evaluate(OUT_OF_REACH)]
    v.page.evaluate("document.documentElement.style.fontSize = ''")
    return wrong


@pytest.mark.parametrize("email", ["claire@fluviane.example", "admin@fluviane.example"])
def test_the_save_button_of_every_form_can_be_touched(visitor, email):
    v = visitor({"width": 390, "height": 844}).sign_in(email)
    pages = ADMIN if email.startswith("admin") else {**PAGES, **found_links(v)}
    wrong, forms = [], 0
    for name, path in pages.items():
        v.go(path)
        if v.page.query_selector(".sticky-actions"):
            forms += 1
            wrong += check_sizes(v, name)
    assert forms > 8
    assert not wrong, "\n".join(wrong)


def test_the_bottom_bar_holds_five_entries_and_the_others_behind_plus(visitor):
    v = visitor({"width": 390, "height": 844}).sign_in("claire@fluviane.example")
    bar = v.page.locator(".bottom-bar")
    names = ["Aujourd’hui", "Agenda", "Clients", "Affaires", "Plus"]
    assert bar.locator("> a, > button").all_inner_texts() == names
    heights = {round(box["height"]) for box in (e.bounding_box() for e in bar.locator("> a, > button").all())}
    assert len(heights) == 1, "no name takes a second line"
    bar.get_by_role("button", name="Plus").click()
    v.page.get_by_role("link", name="Catalogue").last.click()
    v.page.wait_for_url("**/catalogue/")


def test_text_at_200_percent_leaves_nothing_beyond_reach(visitor):
    v = visitor({"width": 390, "height": 844}).sign_in("claire@fluviane.example")
    assert check_sizes(v, "today") == []
    v.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert v.page.evaluate("getComputedStyle(document.body).overflowX") == "visible", (
        "what is too wide can be scrolled to"
    )
