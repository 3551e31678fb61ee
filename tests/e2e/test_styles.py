"""The stylesheet on its own: contrast of badges, links within text and the focus ring, in light and dark."""

import re

import pytest

from .axe import audit
from .served import ROOT
from .visitor import DESK

pytestmark = pytest.mark.browser
THEMES = ["light", "dark"]
BADGE = re.compile(r"""class=["'](badge[^"'{]*)""")


def show(v, theme, html):
    """Put elements into the main part of the sign-in page, in the theme asked for."""
    v.go("/account/login/")
    v.page.evaluate(
        """([theme, html]) => { document.documentElement.dataset.bsTheme = theme;
        document.querySelector('main').innerHTML = `<h1>Essai</h1>${html}`; }""",
        [theme, html],
    )


def badge_classes():
    """Return the classes of every badge that a template or a program draws, and each kind that some put in by a
    variable.
    """
    sources = [*(ROOT / "src").rglob("*.html"), *(ROOT / "src").rglob("*.py"), *(ROOT / "frontend/src").rglob("*.ts")]
    found = {match.strip() for path in sources for match in BADGE.findall(path.read_text())}
    kinds = re.findall(r"\.(kind-\w+)", (ROOT / "frontend/styles/base.css").read_text())
    return sorted(found | {f"badge badge-kind {kind}" for kind in kinds})


@pytest.mark.parametrize("theme", THEMES)
def test_every_badge_is_legible(visitor, theme):
    v = visitor(DESK)
    badges = "".join(f'<p><span class="{c}">celui-ci</span></p>' for c in badge_classes())
    show(v, theme, f'{badges}<div class="card"><div class="card-body">{badges}</div></div>')
    assert audit(v) == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_link_within_text_is_marked_by_more_than_its_colour(visitor, theme):
    v = visitor(DESK)
    sentence = 'Aucun rendez-vous ce jour-là. <a href="/">Chercher un client</a>'
    places = ("div", "p", "li", "dd", "small")
    inside = {"li": "<ul>{}</ul>", "dd": "<dl><dt>Jour</dt>{}</dl>"}
    rows = "".join(inside.get(tag, "{}").format(f"<{tag}>{sentence}</{tag}>") for tag in places if tag != "div")
    boxes = ("card-body", "card-body next-step", "alert alert-info", "small", "list-group-item next-step", "form-hint")
    rows += "".join(f'<div class="{box}">{sentence}</div>' for box in boxes)
    show(v, theme, rows)
    assert audit(v) == []


FOCUSABLE = """<p><a href="/" id="f-link">lien</a></p><button type="button" id="f-button">bouton</button>
  <button type="button" class="btn btn-primary" id="f-btn">bouton</button><a class="btn btn-sm" href="/" id="f-btn-link">lien</a>
  <input class="form-control" id="f-input" aria-label="texte"><select class="form-select" id="f-select" aria-label="liste"><option>un</option></select>
  <textarea class="form-control" id="f-textarea" aria-label="texte long"></textarea><input type="checkbox" class="form-check-input" id="f-check" aria-label="case">
  <input type="range" class="form-range" id="f-range" aria-label="échelle"><details><summary id="f-summary">plus</summary>suite</details>
  <ul class="nav nav-tabs" role="tablist"><li class="nav-item"><a class="nav-link active" role="tab" href="/" id="f-tab">onglet</a></li></ul>
  <ul class="pagination"><li><a class="page-link" href="/" id="f-page">2</a></li></ul><div tabindex="0" id="f-region">tableau</div>
  <button type="button" class="btn-close" id="f-close" aria-label="Fermer"></button><button type="button" class="navbar-toggler" id="f-toggler">menu</button>
  <nav class="phone-nav d-grid" aria-label="bas"><a href="/" id="f-nav">Accueil</a></nav>"""


@pytest.mark.parametrize("theme", THEMES)
def test_each_element_in_focus_has_a_ring_and_its_text_is_not_underlined(visitor, theme):
    v = visitor(DESK)
    show(v, theme, FOCUSABLE)
    wrong = []
    for name in v.page.eval_on_selector_all("[id^=f-]", "all => all.map((e) => e.id)"):
        v.page.keyboard.press("Tab")
        v.page.eval_on_selector(f"#{name}", "e => e.focus({ focusVisible: true })")
        style = v.page.eval_on_selector(
            f"#{name}",
            "e => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth, s.textDecorationLine]; }",
        )
        if style[:2] != ["solid", "3px"] or (name in ("f-input", "f-select", "f-textarea") and style[2] != "none"):
            wrong.append((name, style))
    assert wrong == []
