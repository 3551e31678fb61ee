"""What the typographic filter changes, and what it leaves alone."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arpent.kernel.typography import typeset, typeset_all, typeset_html

# The same cases are tried on the browser's filter (frontend/tests/vectors.test.ts).
CASES = json.loads((Path(__file__).parents[4] / "tests/vectors/typography.json").read_text())
BREAKABLE = re.compile(r"[ \t\r\n](?=[;!?:](?:\s|$)|[%€»])|(?<=«)[ \t\r\n]")


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['language']} {c['text']!r}")
def test_a_text_is_typeset_alike_in_python_and_in_the_browser(case):
    assert typeset(case["text"], case["language"]) == case["shown"]


def test_only_what_a_reader_sees_of_a_page_is_changed():
    page = (
        "<p title=\"a : b\" data-x='1 > 2 ?'>Un : deux</p><script>a ? b : c ; d</script><style>a :hover { }</style>"
        '<textarea>Un : deux</textarea><code>a ; b</code><pre>a ; b</pre><!-- a : b --><input value="12 %"><b>12</b> %'
    )
    assert typeset_html(page, "fr") == page.replace(">Un : deux</p>", ">Un\u00a0: deux</p>").replace(
        "</b> %", "</b>\u00a0%"
    )


def test_keys_that_are_no_prose_stay_as_they_are():
    result = {"label": "Un : deux", "reference": "A : B", "rows": [["a ?", 3]]}
    shown = {"label": "Un\u00a0: deux", "reference": "A : B", "rows": [["a\u202f?", 3]]}
    assert typeset_all(result, "fr", skip=frozenset({"reference"})) == shown


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=" \n\u00a0ab12:;!?%€«».,<>&", max_size=30))
def test_nothing_breakable_is_left_and_a_second_pass_changes_nothing(text):
    once = typeset(text, "fr")
    assert not BREAKABLE.search(once) and typeset(once, "fr") == once
    assert re.sub(r"\s", "", once) == re.sub(r"\s", "", text)
