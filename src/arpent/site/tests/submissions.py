"""Every submission of every form, as a browser would send it: gathered from the pages themselves."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import resolve, reverse
from lxml import html
from PIL import Image

from .world import World, our_addresses

UUID_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{32}\b")
USUAL = {
    "date": "2031-01-15",
    "time": "10:00",
    "number": "5",
    "email": "a@firm.example",
    "datetime-local": "2031-01-15T10:00",
    "password": "cheval-agrafe-batterie",
    "tel": "0478000000",
    "url": "https://firm.example",
}


@dataclass(frozen=True)
class Submission:
    """What one form sends. ``data``: pairs of name and value, or a text of JSON."""

    url: str
    data: tuple[tuple[str, str], ...] | str = ()
    file: str = ""
    method: str = "post"

    @property
    def name(self) -> str:
        match = resolve(urlsplit(self.url).path)
        return f"{match.namespace}:{match.url_name}" if match.namespace else str(match.url_name)

    def with_values(self, /, **values: str) -> "Submission":
        assert not isinstance(self.data, str)
        unchanged = tuple((k, v) for k, v in self.data if k not in values)
        return replace(self, data=unchanged + tuple(values.items()))

    def ids(self) -> list[str]:
        """Return every id that the submission names, in its address or its body, once each."""
        text = self.data if isinstance(self.data, str) else " ".join(v for _, v in self.data)
        return list(dict.fromkeys(UUID_TEXT.findall(f"{self.url} {text}")))

    def swapped(self, old: str, new: str) -> "Submission":
        """Return the submission with one id in the place of another."""
        data = (
            self.data.replace(old, new)
            if isinstance(self.data, str)
            else tuple((k.replace(old, new), v.replace(old, new)) for k, v in self.data)
        )
        return replace(self, url=self.url.replace(old, new), data=data)

    def send(self, client: Client, **headers: str) -> Any:
        if isinstance(self.data, str):
            return client.generic(
                self.method.upper(), self.url, self.data, content_type="application/json", headers=headers
            )
        fields: dict[str, Any] = {}
        for name, value in self.data:
            fields.setdefault(name, []).append(value)
        if self.file:
            fields[self.file] = SimpleUploadedFile("plan.pdf", _pdf() if "photo" not in self.file else _png())
        return client.post(self.url, fields, headers=headers)


@cache
def _pdf() -> bytes:
    from arpent.catalogue.testing import make_pdf

    return make_pdf(1)


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()


def found_submissions(client: Client, world: World, queries: dict[str, list[dict[str, str]]]) -> Iterator[Submission]:
    """Yield what each form of each page sends that a person reaches; ``queries``: how a page is asked besides
    plainly.
    """
    for name, ids in our_addresses().items():
        if any(i not in world.ids for i in ids):
            continue
        path = reverse(name, kwargs={i: world.ids[i] for i in ids})
        for query in [{}, *queries.get(name, [])]:
            parameters = QueryDict(mutable=True)
            parameters.update(query)
            url = f"{path}?{parameters.urlencode()}" if query else path
            response = client.get(url)
            if response.status_code == 200 and "html" in response.headers.get("Content-Type", ""):
                yield from _of_page(url, response.content.decode(), world)


def _of_page(url: str, text: str, world: World) -> Iterator[Submission]:
    page = html.fromstring(text) if text.strip() else None
    for form in page.iter("form") if page is not None else ():
        if form.get("method", "get").lower() != "post":
            continue
        data, file = (
            tuple(_fields(form, world)),
            next((i.get("name") for i in form.iter("input") if i.get("type") == "file"), ""),
        )
        actions = {form.get("action") or url: ()}
        for button in form.iter("button"):
            value = ((button.get("name"), button.get("value", "")),) if button.get("name") else ()
            if button.get("formaction"):
                actions[button.get("formaction")] = value
            elif value and not any(n == button.get("name") for n, _ in data):
                actions[form.get("action") or url] = value
        for action, extra in actions.items():
            yield Submission(action, data + extra, file)


def _fields(form: Any, world: World) -> Iterator[tuple[str, str]]:
    for one in form.iter("input", "select", "textarea"):
        name, kind = one.get("name"), one.get("type", "text")
        if (
            not name
            or kind in ("file", "submit", "button")
            or one.get("disabled") is not None
            or name == "csrfmiddlewaretoken"
        ):
            continue
        if one.tag == "select":
            yield from ((name, v) for v in _chosen(one, world))
        elif kind in ("checkbox", "radio"):
            if one.get("checked") is not None or one.get("required") is not None:
                yield name, one.get("value", "on")
        elif one.tag == "textarea":
            yield name, one.text_content().strip() or ("Texte" if one.get("required") is not None else "")
        elif name == "company" and kind == "hidden":
            yield name, one.get("value") or str(world.ids["company_id"])
        else:
            needed = one.get("required") is not None
            yield name, one.get("value") or (USUAL.get(kind, "Texte") if needed else "")


def _chosen(select: Any, world: World) -> list[str]:
    """Return what is chosen; else an option that names one's own record, so that each foreign key is tried."""
    values = [o.get("value", o.text_content()) for o in select.iter("option")]
    chosen = [o.get("value", o.text_content()) for o in select.iter("option") if o.get("selected") is not None]
    own = [v for v in values if world.key_of(v)]
    if any(chosen):
        return chosen
    if own:
        return own[:1]
    needed = select.get("required") is not None
    return next(([v] for v in values if v), [""]) if needed else chosen or values[:1]
