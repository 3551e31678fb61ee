"""What cannot be touched of a page at phone width: save buttons and entries of the bottom bar."""

SIZES = {"390": (390, 844, 1), "360": (360, 640, 1), "390 with text at 200 %": (390, 844, 2)}

# Names the save buttons and the entries of the bottom bar that something else covers, or that lie beyond the screen's
# edge.
OUT_OF_REACH = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const touched = (e) => { const r = e.getBoundingClientRect(), hit = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
    return hit === e || e.contains(hit); };
  const wrong = [];
  await frame();
  for (const [position, y] of [["top", 0], ["middle", document.body.scrollHeight / 2], ["end", document.body.scrollHeight]]) {
    scrollTo({ top: y, behavior: "instant" });
    await new Promise((done) => requestAnimationFrame(done));
    for (const e of document.querySelectorAll(".sticky-actions .btn-primary")) {
      const form = e.closest(".sticky-actions").parentElement.getBoundingClientRect();
      if (form.top < innerHeight - 300 && form.bottom > 0 && !touched(e)) wrong.push(`${e.textContent.trim()} at the ${position}`);
    }
  }
  for (const e of document.querySelectorAll(".bottom-bar > a, .bottom-bar > button")) {
    e.scrollIntoView({ block: "center", behavior: "instant" });
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


FORM = ".sticky-actions"


def out_of_reach(v, name):
    """Return what is out of reach on a page with a form, at each size; the viewport is left at the last one."""
    return check_sizes(v, name) if v.page.query_selector(FORM) else []
