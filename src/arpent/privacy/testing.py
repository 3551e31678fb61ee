"""A canary person written to every place of the product, and a search for them."""

import datetime as dt
import hashlib
import io
import re
import unicodedata
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection
from PIL import Image

from arpent.agenda.public import save_appointment
from arpent.clients.public import record_on_timeline, save_contact
from arpent.clients.testing import import_file, make_company, upload
from arpent.deals.public import create_request, save_need
from arpent.deals.testing import make_deal
from arpent.kernel.ids import new_id
from arpent.offers.testing import add_line
from arpent.people.public import User
from arpent.people.testing import NOON
from arpent.sync.testing import Phone
from arpent.visits.testing import report_body
from arpent.web.uploads import store_file

FIRST, LAST = "Zéphyrin", "Quokkabert"
NAME, EMAIL, PHONE, FUNCTION = f"{FIRST} {LAST}", "z.quokkabert@canari.example", "04 72 99 88 77", "Directeur Zimbrelle"
# What must be nowhere after an erasure, without accents or capitals, separators taken out.
CANARIES = ("quokkabert", "472998877", "zimbrelle")


def seed_person(by: User, at: dt.datetime = NOON) -> dict[str, Any]:
    """Write the canary person to every place through the product's actions; return the ids of company, contact and
    deal.
    """
    company = make_company(by, "Pompes Testard")
    values = {"first_name": FIRST, "last_name": LAST, "email": EMAIL, "phone": PHONE, "function": FUNCTION}
    contact = save_contact(company_id=company.pk, by=by, at=at, values=values)
    save_contact(company_id=company.pk, by=by, at=at, contact_id=contact.pk, values={"mobile": PHONE})
    text = f"Vu M. {LAST}, {EMAIL}, au {PHONE}"
    record_on_timeline(company_id=company.pk, by=by, at=at, kind="note", title=f"Appel de {NAME}", body=text)
    save_appointment(
        by=by,
        at=at,
        person_id=by.pk,
        starts_at=at + dt.timedelta(days=1),
        minutes=30,
        company_id=company.pk,
        title=f"Voir {LAST}",
        note=text,
    )
    act("clients.actions.saved_views", "save_view", by=by, at=at, name=f"Voir {LAST}", query={"q": [LAST]}, shared=True)
    _seed_imports(by)
    apps.get_model("history.Job")._base_manager.update(result={"rows": 1, "last": f"{NAME}, {EMAIL}"})
    deal = _seed_deal(by, at, company.pk, contact.pk, text)
    _seed_phone(by, at, company.pk, contact.pk, text)
    return {"company": company.pk, "contact": contact.pk, "deal": deal}


def _seed_imports(by: User) -> None:
    head = "nom;ville;prénom contact;nom de famille du contact;email contact;siret\n"
    import_file(
        by,
        head + f"Tôlerie Zed;Lyon;{FIRST};{LAST};{EMAIL};\nAutre;Lyon;Marie;Durand;m@durand.example;\n",
        name=f"{LAST}.csv",
    )
    import_file(by, head + f";Lyon;{FIRST};{LAST};{EMAIL};123\n", name="refus.csv")
    upload(by, head + f"Attente;Lyon;{FIRST};{LAST};;\n", name="attente.csv")


def _seed_deal(by: User, at: dt.datetime, company: UUID, contact: UUID, text: str) -> UUID:
    from arpent.catalogue.testing import make_guided_family

    deal = make_deal(by, f"Pompe pour {LAST}", company_id=company, need=text)
    act(
        "deals.actions.stage_moves",
        "set_buying_role",
        deal_id=deal.pk,
        contact_id=contact,
        buying_role="decides",
        by=by,
        at=at,
    )
    information_request = create_request(
        deal_id=deal.pk,
        by=by,
        at=at,
        values={"whom": "supplier", "name": NAME, "email": EMAIL, "question": text, "due_on": at.date()},
    )
    token = act("deals.actions.information_requests", "link_token", information_request)
    act("deals.actions.information_requests", "answer_request", token=token, at=at, answer=text, name=NAME)
    family = make_guided_family()
    questions = apps.get_model("catalogue.GuideQuestion")._base_manager.filter(family=family, comparison="=")
    answers = {q.pk: (text, True) for q in questions if "Pourquoi" in q.text}
    save_need(by=by, at=at, deal_id=deal.pk, family_id=family.pk, values={"constraints": text}, answers=answers)
    add_document = {"name": f"plan de {LAST}.pdf", "content": io.BytesIO(NAME.encode()), "size": len(NAME)}
    act("deals.actions.documents", "add_document", deal_id=deal.pk, by=by, at=at, **add_document)
    _seed_offer(by, at, deal.pk, contact, text)
    return deal.pk


def _seed_offer(by: User, at: dt.datetime, deal: UUID, contact: UUID, text: str) -> None:
    offer = act("offers.actions.offers", "open_offer", by=by, at=at, deal_id=deal, title=f"Offre à {LAST}")
    add_line(by, offer, label=f"Mise en service avec {LAST}")
    values = {"contact_id": contact, "letter": f"Cher M. {LAST}, {text}"}
    act("offers.actions.conditions", "save_conditions", by=by, at=at, offer_id=offer.pk, values=values)
    link = act("offers.portal.actions.sending", "send_offer", by=by, at=at, offer_id=offer.pk, name=NAME, email=EMAIL)
    token = act("offers.portal.queries.access", "get_link_token", link)
    act("offers.portal.actions.activity", "record_opening", token=token, at=at)
    act("offers.portal.actions.activity", "ask_question", token=token, at=at, name=NAME, text=text)


def _seed_phone(by: User, at: dt.datetime, company: UUID, contact: UUID, text: str) -> None:
    phone = Phone(by)
    report = report_body(company, said=text, met=[NAME], need=text)
    visit = phone.send(report).version.submission.record_id
    phone.send(report_body(company, said=text, satisfaction=9))  # refused
    other = Phone(by, "Autre téléphone")
    other.send(report_body(company, said=f"{text} bis"), key=visit, base_revision=0)  # a conflict
    body = {
        "company": str(company),
        "first_name": FIRST,
        "last_name": LAST,
        "email": EMAIL,
        "phone": PHONE,
        "function": FUNCTION,
    }
    phone.send(body, key=new_id(), kind="contact")
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "JPEG")
    card = store_file(folder="field", pk=new_id(), content=io.BytesIO(picture.getvalue()))
    caption = {
        "company": str(company),
        "kind": "card",
        "type": "image/jpeg",
        "caption": f"Carte de {LAST}",
        "taken_at": at.isoformat(),
    }
    sha256 = hashlib.sha256(picture.getvalue()).hexdigest()
    act(
        "visits.actions.attachments",
        "attach_file",
        file_id=new_id(),
        by=by,
        at=at,
        body=caption,
        path=card,
        sha256=sha256,
    )
    state = apps.get_model("sync.DeviceState")._base_manager.filter(device_id=phone.device.pk)
    announced = [{"seq": 9, "kind": "contact", "label": NAME, "at": "", "problem": ""}]
    state.update(announced={"9": announced[0]}, pending=announced)


def act(module: str, action: str, *given: Any, **values: Any) -> Any:
    """Call an action that its domain does not export, as a page would."""
    from importlib import import_module

    return getattr(import_module(f"arpent.{module}"), action)(*given, **values)


def plain(text: str) -> str:
    """Return a text without accents, capitals, escapes and separators."""
    text = re.sub(r"\\+u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    folded = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\s.\-]", "", folded.lower())


def canaries_in_base(words: tuple[str, ...] = CANARIES) -> list[tuple[str, str, str]]:
    """Return (table, word, context) for each row of the database, virtual tables included, that contains one of the
    words.
    """
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                text = plain("|".join(str(bytes(v) if isinstance(v, memoryview) else v) for v in row))
                found += [(table, w, text[max(0, text.index(w) - 60) : text.index(w) + 60]) for w in words if w in text]
    return sorted(set(found))


def canaries_on_disk(*folders: Path, words: tuple[str, ...] = CANARIES) -> list[tuple[str, str]]:
    """Return (file, word) for each file whose name or content contains one of the words."""
    found = []
    for folder in folders or (Path(settings.MEDIA_ROOT), Path(settings.ARPENT_HOME)):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            text = plain(path.name + path.read_bytes().decode("utf-8", "ignore"))
            found += [(path.name, w) for w in words if w in text]
    return found
