"""The firm that campaigns work on: one negotiator, a company, offers ready to be sent. And who works there."""

import http.client
import threading
import time
import urllib.error
from collections import Counter
from typing import Any
from uuid import uuid4

from tests.running.home import FOUND, Home, Person

SET_UP = (
    FOUND
    + """
from decimal import Decimal
from arpent.agenda.actions.calendar import set_pattern
from arpent.clients.testing import make_company
from arpent.deals.testing import make_deal
from arpent.offers.actions.offers import open_offer
from arpent.offers.testing import add_line
from arpent.people.models import User
olga, now = User.objects.get(email=EMAIL), timezone.now()
set_pattern(person_id=olga.pk, by=olga, at=now, values={"start_label": "69003 Lyon"})
company = make_company(olga, "Base", call_interval=30)
for n in range(12):
    make_company(olga, f"Visitée {n}", call_interval=30, site_postcode="69009", site_city="Lyon")
print(olga.pk, company.pk)
for n in range(OFFERS):
    deal = make_deal(olga, f"Affaire {n}", company_id=company.pk)
    offer = open_offer(by=olga, at=now, deal_id=deal.pk, title=f"Offre {n}")
    add_line(olga, offer, label="Ligne", price="100", cost="10")
    print(offer.pk)
"""
)
BROKEN = (OSError, urllib.error.URLError, http.client.HTTPException)


class Firm:
    """``person_id``, ``company_id``, ``offers``: ids as texts."""

    def __init__(self, home: Home, offers: int) -> None:
        self.home = home
        ids = home.script(f"OFFERS = {offers}\n{SET_UP}").split()
        self.person_id, self.company_id, self.offers = ids[0], ids[1], ids[2:]

    def sign_in(self) -> Person:
        """Return the negotiator, signed in; as often as needed while the server comes and goes."""
        person = Person(self.home)
        for _ in range(60):
            try:
                person.sign_in()
                return person
            except (*BROKEN, AssertionError):
                time.sleep(1)
        raise AssertionError(self.home.log.read_text()[-3000:])


class NoteWriter(threading.Thread):
    """Writes notes one after the other, each with a text of its own. ``answered``: those whose writing was answered."""

    def __init__(self, firm: Firm, pause: float = 0.05) -> None:
        super().__init__(daemon=True)
        self.person, self.path, self.pause = firm.sign_in(), f"/clients/{firm.company_id}/note", pause
        self.answered: list[str] = []
        self.answers: Counter[int] = Counter()
        self.sentences: set[str] = set()
        self.ending = threading.Event()

    def run(self) -> None:
        while not self.ending.is_set():
            text = f"note-{uuid4().hex}"
            try:
                status, _headers, page = self.person.post(self.path, title=text, kind="note")
            except BROKEN:
                self.answers[0] += 1
            else:
                self.answers[status] += 1
                if status == 200:
                    self.answered.append(text)
                elif status >= 500:
                    self.sentences.add(page)
            time.sleep(self.pause)

    def end(self) -> None:
        self.ending.set()
        self.join(90)


def shown(answers: Counter[int]) -> str:
    return ", ".join(f"{n} x {status or 'no answer'}" for status, n in sorted(answers.items()))


def check_notes(rows: list[str], writers: list[NoteWriter]) -> tuple[list[str], list[str]]:
    """Return (lost, doubled): notes that were answered and are not there, and notes that are there twice."""
    there: Counter[Any] = Counter(rows)
    stored = [text for w in writers for text in w.answered]
    return [t for t in stored if not there[t]], [t for t, n in there.items() if n > 1]
