"""What the typographic filter changes, and what it leaves alone."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arpent.kernel.typography import typeset, typeset_all, typeset_html

BREAKABLE = re.compile(r"[ \t\r\n](?=[;!?:](?:\s|$)|[%€»])|(?<=«)[ \t\r\n]")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Remise : 12,5 %", "Remise\u00a0: 12,5\u00a0%"), ("1 410 €", "1 410\u00a0€"), ("« oui »", "«\u00a0oui\u00a0»"),
        ("Vraiment ?", "Vraiment\u202f?"), ("Allons !", "Allons\u202f!"), ("a ; b", "a\u202f; b"), ("Objet :\n3", "Objet\u00a0:\n3"),
        ("mardi 1 décembre 2026", "mardi 1er\u00a0décembre 2026"), ("le 11 décembre", "le 11 décembre"), ("2,1 mars", "2,1 mars"),
        ("x ?y=1&z", "x ?y=1&z"), ("a :not(.b)", "a :not(.b)"), ("https://exemple.fr/?a=1;b", "https://exemple.fr/?a=1;b"), ("12:30", "12:30"),
    ],
)  # fmt: skip
def test_french_has_no_line_break_before_a_double_sign(told, shown):
    assert typeset(told, "fr") == shown


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("33.21 %", "33.21%"), ("320,000 €", "€320,000"), ("−12.50 €", "−€12.50"), ("40 €/h (5 %)", "€40/h (5%)"), ("1,234.50\u00a0€", "€1,234.50"),
        ("Discount %", "Discount %"), ("1 % of 12 files", "1% of 12 files"), ("Cost €", "Cost €"),
    ],
)  # fmt: skip
def test_english_writes_the_sign_where_english_writes_it(told, shown):
    assert typeset(told, "en") == shown


def test_only_what_a_reader_sees_of_a_page_is_changed():
    page = (
        "<p title=\"a : b\" data-x='1 > 2 ?'>Un : deux</p><script>a ? b : c ; d</script><style>a :hover { }</style>"
        '<textarea>Un : deux</textarea><code>a ; b</code><pre>a ; b</pre><!-- a : b --><input value="12 %"><b>12</b> %'
    )
    assert typeset_html(page, "fr") == page.replace(">Un : deux</p>", ">Un\u00a0: deux</p>").replace(
        "</b> %", "</b>\u00a0%"
    )


def test_keys_that_are_no_prose_stay_as_they_are():
    told = {"label": "Un : deux", "reference": "A : B", "rows": [["a ?", 3]]}
    shown = {"label": "Un\u00a0: deux", "reference": "A : B", "rows": [["a\u202f?", 3]]}
    assert typeset_all(told, "fr", but=frozenset({"reference"})) == shown


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=" \n\u00a0ab12:;!?%€«».,<>&", max_size=30))
def test_nothing_breakable_is_left_and_a_second_pass_changes_nothing(text):
    once = typeset(text, "fr")
    assert not BREAKABLE.search(once) and typeset(once, "fr") == once
    assert re.sub(r"\s", "", once) == re.sub(r"\s", "", text)
