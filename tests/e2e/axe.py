"""Checks of accessibility by axe-core (WCAG 2.2 A and AA)."""

import json

from .served import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = json.dumps({"runOnly": TAGS, "resultTypes": ["violations"]})
# Colours are measured once their transitions have ended.
RUN = f"""async () => {{
  const moving = document.getAnimations().filter((a) => Number.isFinite(a.effect.getComputedTiming().endTime));
  await Promise.allSettled(moving.map((a) => a.finished));
  const {{ violations }} = await axe.run(document, {OPTIONS});
  return violations.map((v) => `${{v.id}}: ${{v.nodes[0].target}} ${{v.nodes[0].html.slice(0, 160)}}`);
}}"""


def audit(v):
    """Return what axe finds on the page."""
    # The page's own CSP allows no inline script: axe comes in by the debugger, as an extension would.
    if v.page.evaluate("typeof axe") == "undefined":
        v.page.evaluate(f"{AXE};0")
    return v.page.evaluate(RUN)
