"""Screen submissions of devices for data of erased persons."""

from typing import Any
from uuid import UUID

from django.apps import apps

from arpent.kernel.ids import parse_id

from ..rules.words import MARK, map_texts
from .declared import every_row, hex_of
from .identifiers import addresses_in
from .tombstones import digests_in_force, is_known, pairs_of

# Records that are a person: of them nothing at all is kept.
PERSONS = ("contact", "company")


def screen_submission(kind: str, record_id: UUID, body: Any) -> tuple[Any, bool]:
    """Return the part of a body that may be stored, and whether it may be applied. Called before a version is stored.
    A contact or company that is an erased person is refused with an empty body; in other records the addresses of
    erased persons are replaced.
    """
    digests = digests_in_force()
    if not digests or not isinstance(body, dict):
        return body, True
    if kind in PERSONS and (
        is_known([("record", hex_of(record_id))], digests) or is_known(_pairs(kind, body), digests)
    ):
        return {}, False

    def one(text: str) -> str:
        for what, value, written in list(addresses_in(text)):
            if is_known([(what, value)], digests):
                text = text.replace(written, MARK)
        return text

    return map_texts(body, one), True


def _pairs(kind: str, body: dict[str, Any]) -> list[tuple[str, str]]:
    text = {k: str(v) for k, v in body.items() if isinstance(v, str)}
    name = text.get("name", "") if kind == "company" else f"{text.get('first_name', '')} {text.get('last_name', '')}"
    place = text.get("postcode", "") if kind == "company" else _company_name(text.get("company", ""))
    return pairs_of(
        emails=[text.get("email", "")],
        phones=[text.get("phone", ""), text.get("mobile", "")],
        full_name=name,
        place=place,
        sirens=[text.get("siren", "")],
    )


def _company_name(company_id: str) -> str:
    pk = parse_id(company_id)
    found = (
        every_row(apps.get_model("clients.Company")).filter(pk=pk).values_list("name", flat=True).first()
        if pk
        else None
    )
    return str(found or "")
