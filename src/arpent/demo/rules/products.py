"""Products of the demonstration, by family."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product


@dataclass(frozen=True)
class Item:
    """One product. Cost in EUR excl. VAT; ``sheet``: values by code of the characteristic."""

    reference: str
    name: str
    cost: float
    days: int
    sheet: dict[str, object] = field(default_factory=dict)
    kind: str = "product"


def _pumps() -> Iterator[Item]:
    for flow, head, body in product((5, 10, 20, 40, 60, 90, 140), (15, 25, 32, 50), ("fonte", "inox 316")):
        power = flow * head * 9.81 / 3600 / (0.55 + min(flow, 100) / 500)
        steel = body != "fonte"
        sheet: dict[str, object] = {
            "debit": flow,
            "hauteur": head,
            "puissance": round(power, 2),
            "corps": body,
            "garniture": "FKM" if steel else "EPDM",
            "temperature_max": 120 if steel else 90,
            "bruit": 58 + flow // 10 + head // 10,
            "masse": 18 + flow // 2 + head // 2,
        }
        cost = 210 + flow * 7 + head * 6 + (340 if steel else 0) + power * 22
        yield Item(
            f"PC{flow:03d}-{head:02d}{'X' if steel else 'F'}",
            f"Pompe centrifuge {flow} m³/h {head} m {body}",
            round(cost),
            21 if steel else 8,
            sheet,
        )


def _motors() -> Iterator[Item]:
    for power, ip in product((0.75, 1.1, 1.5, 2.2, 3, 4, 5.5, 7.5, 11, 15, 22, 30), (44, 55, 65)):
        atex = ip == 65
        sheet: dict[str, object] = {
            "puissance": power,
            "ip": ip,
            "atex": "oui" if atex else "non",
            "bruit": 54 + int(power / 3),
            "masse": 12 + int(power * 6),
        }
        cost = 95 + power * 46 + {44: 0, 55: 38, 65: 290}[ip]
        yield Item(
            f"MT{round(power * 100):04d}-{ip}",
            f"Moteur {power:g} kW IP{ip}{' ATEX' if atex else ''}".replace(".", ","),
            round(cost),
            {44: 3, 55: 5, 65: 28}[ip],
            sheet,
        )


def _drives() -> Iterator[Item]:
    for power, ip in product((1.5, 3, 5.5, 7.5, 11, 15, 22, 30), (20, 54)):
        yield Item(
            f"VF{round(power * 100):04d}-{ip}",
            f"Variateur {power:g} kW IP{ip}".replace(".", ","),
            round(160 + power * 52 + (90 if ip == 54 else 0)),
            10,
            {"puissance": power, "ip": ip},
            "option",
        )


def _frames() -> Iterator[Item]:
    for load in (60, 100, 160, 240, 320, 400):
        yield Item(f"CH{load}", f"Châssis acier {load} kg", 60 + load // 2, 6, {"charge": load})


def _valves() -> Iterator[Item]:
    for dn, body, seat in product((50, 65, 80, 100, 125, 150, 200, 300), ("fonte", "inox 316"), ("EPDM", "FKM", "NBR")):
        heat = {"EPDM": 110, "FKM": 180, "NBR": 80}[seat]
        sheet: dict[str, object] = {
            "dn": dn,
            "corps": body,
            "joint": seat,
            "pression": 16 if dn <= 200 else 10,
            "temperature_max": heat,
            "couple": int(dn * dn / 500) + 8,
        }
        cost = 24 + dn * 0.55 + (dn * 1.6 if body != "fonte" else 0) + {"EPDM": 0, "FKM": 60, "NBR": 4}[seat]
        yield Item(
            f"VP{dn:03d}{'F' if body == 'fonte' else 'X'}{seat[0]}",
            f"Vanne papillon DN {dn} {body} {seat}",
            round(cost),
            12 if body == "fonte" else 25,
            sheet,
        )


def _actuators() -> Iterator[Item]:
    for kind, torque in product(("pneumatique", "électrique", "manuel"), (20, 40, 80, 140, 200, 400)):
        sheet: dict[str, object] = {
            "commande": kind,
            "couple": torque,
            "ip": {"pneumatique": 67, "électrique": 65, "manuel": 68}[kind],
        }
        cost = {"pneumatique": 95, "électrique": 240, "manuel": 14}[kind] + torque * {
            "pneumatique": 0.9,
            "électrique": 1.7,
            "manuel": 0.3,
        }[kind]
        yield Item(
            f"AC{kind[0].upper().replace('É', 'E')}{torque}", f"Commande {kind} {torque} N·m", round(cost), 9, sheet
        )


def _units() -> Iterator[Item]:
    for flow, exchanger in product((1000, 2000, 3500, 5000, 8000, 12000, 16000, 20000), ("plaques", "roue")):
        wheel = exchanger == "roue"
        sheet: dict[str, object] = {
            "debit": flow,
            "echangeur": exchanger,
            "rendement": 82 if wheel else 73,
            "bruit": 52 + flow // 1500,
            "perte_max": 260,
        }
        yield Item(
            f"CTA{flow // 100:03d}{'R' if wheel else 'P'}",
            f"Centrale {flow} m³/h échangeur à {exchanger}",
            round(1900 + flow * (0.62 if wheel else 0.5)),
            35,
            sheet,
        )


def _filters() -> Iterator[Item]:
    for flow, grade in product(
        (1000, 2000, 3500, 5000, 8000, 12000, 16000, 20000), ("ISO ePM10 60 %", "ISO ePM1 55 %", "ISO ePM1 80 %", "H13")
    ):
        loss = {"ISO ePM10 60 %": 60, "ISO ePM1 55 %": 90, "ISO ePM1 80 %": 130, "H13": 250}[grade]
        price = {60: 0.009, 90: 0.013, 130: 0.02, 250: 0.09}[loss]
        yield Item(
            f"FA{flow // 100:03d}-{loss}",
            f"Filtre {grade} {flow} m³/h",
            round(18 + flow * price),
            7,
            {"debit": flow, "classe": grade, "perte": loss},
        )


def _coils() -> Iterator[Item]:
    for power, kind in product((8, 16, 30, 55, 90, 140), ("eau chaude", "eau glacée")):
        yield Item(
            f"BT{power:03d}{kind[4].upper()}",
            f"Batterie {kind} {power} kW",
            round(140 + power * 9),
            20,
            {"puissance": power, "energie": kind, "perte": 40 + power // 4},
            "option",
        )


def _accessories() -> Iterator[Item]:
    for dn in (50, 65, 80, 100, 125, 150, 200, 300):
        for code, name, base in (
            ("CB", "Clapet antiretour", 40),
            ("MA", "Manchon antivibratile", 22),
            ("JB", "Jeu de joints et boulons", 6),
        ):
            yield Item(f"{code}{dn:03d}", f"{name} DN {dn}", round(base + dn * 0.4), 4, {}, "accessory")


def _spares() -> Iterator[Item]:
    for flow, head in product((5, 10, 20, 40, 60, 90, 140), (15, 25, 32, 50)):
        yield Item(
            f"KG{flow:03d}-{head:02d}",
            f"Garniture de rechange pompe {flow} m³/h {head} m",
            round(45 + flow * 0.6),
            5,
            {},
            "spare",
        )
    for power in (0.75, 1.1, 1.5, 2.2, 3, 4, 5.5, 7.5, 11, 15, 22, 30):
        yield Item(
            f"KR{round(power * 100):04d}",
            f"Jeu de roulements moteur {power:g} kW".replace(".", ","),
            round(18 + power * 3),
            5,
            {},
            "spare",
        )
