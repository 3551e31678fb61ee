"""Pages, links and decisions about another's record: each is as if the record did not exist."""

from uuid import UUID, uuid4

from django.urls import reverse

from .foreign import neutral, sent, team_of, trail
from .submissions import Submission
from .submitted_forms import more_ids
from .world import SHARED, our_addresses

# The catalogue is the firm's: everybody reads it, who keeps it changes it (test_access.py).
FIRM = "catalogue:"


def test_a_page_of_another_s_record_is_as_that_of_an_unknown_one(cast, worlds, login):
    mine, theirs = worlds
    wrong = []
    for reader in (cast.stranger, *team_of(cast)):
        client = login(reader)
        for name, ids in our_addresses().items():
            for one in ids if not name.startswith(FIRM) and mine.ids.keys() >= set(ids) else ():
                if one not in mine.ids or one in SHARED:
                    continue
                unknown_id = uuid4() if isinstance(theirs.ids[one], UUID) else 999_999_999
                foreign, unknown = str(theirs.ids[one]), str(unknown_id)
                answers = []
                for value in (foreign, unknown):
                    for headers in ({}, {"HX-Request": "true"}):
                        url = reverse(name, kwargs={i: mine.ids[i] for i in ids if i in mine.ids} | {one: value})
                        response = client.get(url, headers=headers)
                        answers.append(
                            (response.status_code, neutral(response.getvalue().decode("utf-8", "replace"), value))
                        )
                if answers[0] != answers[2] or answers[1] != answers[3] or answers[0][0] not in (403, 404, 405):
                    wrong.append((reader.role, name, one, [a[0] for a in answers]))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_link_opens_its_own_offer_and_no_other_token_opens_any(cast, worlds, client):
    """Who holds a link is nobody: the link of one offer answers for that one, an altered or crossed one for none."""
    mine, theirs = worlds
    assert client.get(reverse("offers:portal", args=[mine.token])).status_code == 200
    assert client.get(reverse("deals:answer", args=[mine.ask_token])).status_code == 200
    body, signature = mine.token.split(":", 1)
    crossed = [
        f"{theirs.token.split(':', 1)[0]}:{signature}",
        f"{body}:{theirs.token.split(':', 1)[1]}",
        mine.ask_token,
        mine.token[:-1],
        "x",
    ]
    wrong = []
    for name in [n for n in our_addresses() if n.startswith("offers:portal")]:
        for token in crossed:
            for method in ("get", "post"):
                before = trail()
                status = getattr(client, method)(reverse(name, args=[token]), {"name": "X", "text": "X"}).status_code
                if status not in (404, 405) or trail() != before:
                    wrong.append((name, token, method, status))
    for token in [mine.token, "x", f"{theirs.ask_token.split(':', 1)[0]}:{mine.ask_token.split(':', 1)[1]}"]:
        status = client.post(reverse("deals:answer", args=[token]), {"answer": "X", "name": "X"}).status_code
        if status != 404:
            wrong.append(("deals:answer", token, status))
    assert not wrong
    page = client.get(reverse("offers:portal", args=[mine.token])).content.decode()
    assert "Mien" in page
    assert "Canari" not in page


def test_a_manager_decides_for_the_own_team_only(cast, worlds, login):
    mine, theirs = worlds
    manager = team_of(cast)[0]
    own, foreign = (more_ids(w, cast.direction)["waiting_approval"] for w in (mine, theirs))
    decision = (("agree", "yes"), ("reason", ""))
    client = login(manager)
    assert sent(Submission(reverse("offers:approval", args=[own]), decision), client)[0] == 302
    status, body, changed = sent(Submission(reverse("offers:approval", args=[foreign]), decision), client)
    unknown_status, unknown_body, _ = sent(
        Submission(reverse("offers:approval", args=[unknown := uuid4()]), decision), client
    )
    assert (status, changed) == (404, False)
    assert (status, neutral(body, str(foreign))) == (unknown_status, neutral(unknown_body, str(unknown)))
