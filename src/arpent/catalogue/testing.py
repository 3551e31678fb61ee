"""Builders of a small catalogue for tests: pumps, motors, and the sets they make."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

from arpent.people.public import User
from arpent.people.testing import NOON, make_person

from .actions.components import save_component, save_rule
from .actions.documents import add_version, save_document
from .actions.families import save_characteristic, save_family
from .actions.guides import save_question
from .actions.improvements import propose_improvement
from .actions.prices import save_period, save_price_list, set_price
from .actions.products import link_product, save_product


def make_family(by: User, name: str, *characteristics: tuple[str, str, str]) -> Any:
    """Create a family. A characteristic is (name, kind, unit or values separated by |)."""
    family = save_family(by=by, at=NOON, values={"name": name})
    for position, (title, kind, more) in enumerate(characteristics):
        values = {"name": title, "kind": kind, "position": position}
        values |= {"unit": more} if kind == "number" else {"values": more.split("|") if more else []}
        save_characteristic(by=by, at=NOON, family_id=family.pk, values=values)
    return family


def make_product(by: User, family: Any, reference: str, *, cost: float = 100, days: int = 10, **sheet: Any) -> Any:
    """Create a product; ``cost``: EUR excl. VAT; ``sheet``: characteristic values by code."""
    values = {
        "family_id": family.pk,
        "reference": reference,
        "name": reference.title(),
        "purchase_cost": Decimal(str(cost)),
        "delivery_days": days,
        "sheet": {k: str(v) for k, v in sheet.items()},
    }
    return save_product(by=by, at=NOON, values=values)


def make_pdf(pages: int = 2) -> bytes:
    """Return the bytes of a PDF of empty pages."""
    import pypdfium2

    book = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        book.new_page(300, 420)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def make_version(
    by: User, *, document_id: Any = None, family_id: Any = None, content: bytes = b"", **values: Any
) -> Any:
    """Add a version to a document (new unless given); default file: a PDF of two pages."""
    if document_id is None:
        about = {"title": "Fiche des groupes", "kind": "technical", "family_id": family_id}
        document_id = save_document(by=by, at=NOON, values=about).pk
    data = content or make_pdf()
    return add_version(
        by=by,
        at=NOON,
        document_id=document_id,
        name="fiche.pdf",
        content=io.BytesIO(data),
        size=len(data),
        values={"language": "fr", "valid_from": dt.date(2026, 1, 1), **values},
    )


def make_catalogue(by: User | None = None) -> dict[str, Any]:
    """Create pumps, motors and sets with two rules and a price list; return the ids by address code."""
    by = by or make_person("Karl", "administrator")
    pumps = make_family(by, "Pompes", ("Débit", "number", "m³/h"), ("Puissance", "number", "kW"))
    motors = make_family(by, "Moteurs", ("Puissance", "number", "kW"), ("IP", "number", ""))
    sets = make_family(by, "Groupes", ("Ambiance", "choice", "sèche|chlorée"))
    pump = make_product(by, pumps, "P20", cost=600, debit=20, puissance="2,2")
    products = [pump, make_product(by, pumps, "P50", cost=900, debit="50 m³/h", puissance="5000 W")]
    for reference, cost, power, ip in (("M3", 150, 3, 54), ("M55", 250, 5.5, 54), ("M75", 320, 7.5, 55)):
        products.append(make_product(by, motors, reference, cost=cost, days=21, puissance=power, ip=ip))
    component = save_component(
        by=by, at=NOON, family_id=sets.pk, values={"name": "Pompe", "parts_of_id": pumps.pk, "position": 1}
    )
    save_component(
        by=by, at=NOON, family_id=sets.pk, values={"name": "Moteur", "parts_of_id": motors.pk, "position": 2}
    )
    save_rule(
        by=by,
        at=NOON,
        family_id=sets.pk,
        values={
            "name": "Réserve de puissance",
            "reason": "10 % de réserve",
            "formula": "moteur.puissance >= 1,1 * pompe.puissance",
        },
    )
    rule = save_rule(
        by=by,
        at=NOON,
        family_id=sets.pk,
        values={
            "name": "Local chloré",
            "reason": "IP55 exigé en local chloré",
            "formula": 'ambiance = "chlorée" => moteur.ip >= 55',
        },
    )
    prices = save_price_list(by=by, at=NOON, values={"name": "Tarif public", "currency": "EUR"})
    period = save_period(by=by, at=NOON, list_id=prices.pk, starts_on=dt.date(2026, 1, 1), ends_on=None)
    for product in products:
        amount = product.purchase_cost * Decimal("1.5")
        set_price(by=by, at=NOON, period_id=period.pk, product_id=product.pk, amount=amount)
    link = link_product(by=by, at=NOON, product_id=pump.pk, reference="M3")
    characteristic = pumps.characteristics.unscoped("a builder of tests").first()
    question = save_question(
        by=by, at=NOON, family_id=sets.pk, values={"text": "Quel débit ?", "code": "pompe.debit", "comparison": ">="}
    )
    version = make_version(by, family_id=sets.pk)
    improvement = propose_improvement(
        by=by, at=NOON, version_id=version.pk, text="Ajouter la courbe", page=1, x=0.5, y=0.5
    )
    return {
        "document_id": version.document_id,
        "version_id": version.pk,
        "improvement_id": improvement.pk,
        "page": 1,
        "question_id": question.pk,
        "family_id": sets.pk,
        "characteristic_id": sets.characteristics.unscoped("a builder of tests").first().pk,
        "component_id": component.pk,
        "rule_id": rule.pk,
        "product_id": pump.pk,
        "link_id": link.pk,
        "list_id": prices.pk,
        "period_id": period.pk,
        "kind": "characteristic",
        "element_id": characteristic.pk,
        "pumps": pumps.pk,
        "motors": motors.pk,
        "by": by,
    }


def make_guided_family(by: User | None = None) -> Any:
    """Create a family with a guide of three questions; two concern its characteristics."""
    by = by or make_person("Guide", "administrator")
    family = make_family(by, "Ventilateurs", ("Débit", "number", "m³/h"), ("Pose", "choice", "toiture|local"))
    make_product(by, family, "V1", debit=1000, pose="toiture")
    make_product(by, family, "V5", debit=5000, pose="local")
    for text, code, comparison in (
        ("Quel débit ?", "debit", ">="),
        ("Où le poser ?", "pose", "="),
        ("Pourquoi maintenant ?", "", "="),
    ):
        values = {
            "text": text,
            "code": code,
            "comparison": comparison,
            "kind": "text",
            "why": "pour choisir",
            "motive": "comfort",
        }
        save_question(by=by, at=NOON, family_id=family.pk, values=values)
    return family
