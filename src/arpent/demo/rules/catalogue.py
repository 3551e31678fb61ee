"""Products of the demonstration firm: pumps, valves, air treatment. Invented, with figures typical of datasheets."""

from dataclasses import dataclass

from .products import (
    Item,
    _accessories,
    _actuators,
    _coils,
    _drives,
    _filters,
    _frames,
    _motors,
    _pumps,
    _spares,
    _units,
    _valves,
)


@dataclass(frozen=True)
class Family:
    """A family: (name, kind, unit or values by |, formula) for each characteristic; components; rules; products."""

    name: str
    characteristics: tuple[tuple[str, str, str, str], ...] = ()
    components: tuple[tuple[str, str, bool], ...] = ()  # name, family of its parts, optional
    rules: tuple[tuple[str, str, str], ...] = ()  # name, why, formula
    items: tuple[Item, ...] = ()
    assembly_days: int = 0
    parent: str = ""


def number(name: str, unit: str = "") -> tuple[str, str, str, str]:
    """Return a numeric characteristic as (name, kind, unit, formula)."""
    return (name, "number", unit, "")


def choice(name: str, values: str) -> tuple[str, str, str, str]:
    """Return a listed characteristic as (name, kind, values, formula)."""
    return (name, "choice", values, "")


def computed(name: str, unit: str, formula: str) -> tuple[str, str, str, str]:
    """Return a numeric characteristic that a formula computes, as (name, kind, unit, formula)."""
    return (name, "number", unit, formula)


YES_NO = "yes_no"


FAMILIES: tuple[Family, ...] = (
    Family("Pompes"),
    Family("Robinetterie"),
    Family("Air"),
    Family(
        "Pompes centrifuges",
        parent="Pompes",
        items=tuple(_pumps()),
        characteristics=(
            number("Débit", "m³/h"),
            number("Hauteur", "m"),
            number("Puissance", "kW"),
            choice("Corps", "fonte|inox 316"),
            choice("Garniture", "EPDM|FKM"),
            number("Température max", "°C"),
            number("Bruit", "dB(A)"),
            number("Masse", "kg"),
        ),
    ),
    Family(
        "Moteurs",
        parent="Pompes",
        items=tuple(_motors()),
        characteristics=(
            number("Puissance", "kW"),
            number("IP"),
            ("ATEX", YES_NO, "", ""),
            number("Bruit", "dB(A)"),
            number("Masse", "kg"),
        ),
    ),
    Family(
        "Variateurs", parent="Pompes", items=tuple(_drives()), characteristics=(number("Puissance", "kW"), number("IP"))
    ),
    Family("Châssis", parent="Pompes", items=tuple(_frames()), characteristics=(number("Charge", "kg"),)),
    Family(
        "Vannes papillon",
        parent="Robinetterie",
        items=tuple(_valves()),
        characteristics=(
            number("DN", "mm"),
            choice("Corps", "fonte|inox 316"),
            choice("Joint", "EPDM|FKM|NBR"),
            number("Pression", "bar"),
            number("Température max", "°C"),
            number("Couple", "N·m"),
        ),
    ),
    Family(
        "Commandes de vannes",
        parent="Robinetterie",
        items=tuple(_actuators()),
        characteristics=(choice("Commande", "manuel|pneumatique|électrique"), number("Couple", "N·m"), number("IP")),
    ),
    Family(
        "Centrales",
        parent="Air",
        items=tuple(_units()),
        characteristics=(
            number("Débit", "m³/h"),
            choice("Échangeur", "plaques|roue"),
            number("Rendement", "%"),
            number("Bruit", "dB(A)"),
            number("Perte max", "Pa"),
        ),
    ),
    Family(
        "Filtres",
        parent="Air",
        items=tuple(_filters()),
        characteristics=(
            number("Débit", "m³/h"),
            choice("Classe", "ISO ePM10 60 %|ISO ePM1 55 %|ISO ePM1 80 %|H13"),
            number("Perte", "Pa"),
        ),
    ),
    Family(
        "Batteries",
        parent="Air",
        items=tuple(_coils()),
        characteristics=(number("Puissance", "kW"), choice("Énergie", "eau chaude|eau glacée"), number("Perte", "Pa")),
    ),
    Family("Accessoires de tuyauterie", parent="Robinetterie", items=tuple(_accessories())),
    Family("Pièces détachées", parent="Pompes", items=tuple(_spares())),
    Family(
        "Groupe motopompe",
        parent="Pompes",
        assembly_days=3,
        characteristics=(
            choice("Ambiance", "sèche|humide|chlorée|explosible"),
            choice("Fluide", "eau claire|eau chlorée|eau de mer|hydrocarbures"),
            ("Température", "number", "°C|20|40|60|90|110", ""),
            choice("Installation", "intérieur|extérieur"),
            computed("Puissance utile", "kW", "pompe.debit * pompe.hauteur * 9810[N/m³]"),
            computed("Niveau sonore", "dB(A)", "max(pompe.bruit; moteur.bruit)"),
        ),
        components=(
            ("Pompe", "Pompes centrifuges", False),
            ("Moteur", "Moteurs", False),
            ("Variateur", "Variateurs", True),
            ("Châssis", "Châssis", False),
        ),
        rules=(
            ("Réserve de puissance", "le moteur garde 10 % de réserve", "moteur.puissance >= 1,1 * pompe.puissance"),
            (
                "Moteur à sa mesure",
                "un moteur trop grand travaille à mauvais rendement",
                "moteur.puissance <= 2 * pompe.puissance + 1,5[kW]",
            ),
            ("Local chloré", "IP55 exigé en local chloré", 'ambiance = "chlorée" => moteur.ip >= 55'),
            ("Local humide", "IP55 exigé en local humide", 'ambiance = "humide" => moteur.ip >= 55'),
            (
                "Zone explosible",
                "moteur ATEX exigé en zone explosible",
                'ambiance = "explosible" => moteur.atex = "oui"',
            ),
            ("Extérieur", "IP55 exigé à l’extérieur", 'installation = "extérieur" => moteur.ip >= 55'),
            (
                "Eau chlorée",
                "la fonte ne tient pas à l’eau chlorée",
                'fluide = "eau chlorée" => pompe.corps <> "fonte"',
            ),
            ("Eau de mer", "corps inox exigé en eau de mer", 'fluide = "eau de mer" => pompe.corps = "inox 316"'),
            (
                "Hydrocarbures",
                "joints FKM et zone explosible pour les hydrocarbures",
                'fluide = "hydrocarbures" => pompe.garniture = "FKM" et ambiance = "explosible"',
            ),
            (
                "Température du fluide",
                "la pompe tient la température du fluide",
                "temperature <= pompe.temperature_max",
            ),
            ("Variateur", "le variateur porte la puissance du moteur", "variateur.puissance >= moteur.puissance"),
            ("Châssis", "le châssis porte la pompe et le moteur", "chassis.charge >= pompe.masse + moteur.masse"),
        ),
    ),
    Family(
        "Vanne motorisée",
        parent="Robinetterie",
        assembly_days=2,
        characteristics=(
            choice("Fluide", "eau|vapeur|huile|air comprimé"),
            ("Température", "number", "°C|20|60|90|110|150", ""),
            ("Pression de service", "number", "bar|4|6|10|16", ""),
            choice("Installation", "intérieur|extérieur"),
            ("Air disponible", YES_NO, "", ""),
        ),
        components=(("Vanne", "Vannes papillon", False), ("Commande", "Commandes de vannes", False)),
        rules=(
            ("Couple", "la commande garde 20 % de couple", "commande.couple >= 1,2 * vanne.couple"),
            ("Commande à sa mesure", "une commande trop forte abîme la vanne", "commande.couple <= 6 * vanne.couple"),
            ("Pression", "la vanne tient la pression de service", "pression_de_service <= vanne.pression"),
            ("Température", "le joint tient la température", "temperature <= vanne.temperature_max"),
            ("Huile", "l’EPDM gonfle dans l’huile", 'fluide = "huile" => vanne.joint <> "EPDM"'),
            (
                "Vapeur",
                "la vapeur veut un joint FKM et un corps inox",
                'fluide = "vapeur" => vanne.joint = "FKM" et vanne.corps = "inox 316"',
            ),
            (
                "Air de commande",
                "sans air, pas de commande pneumatique",
                'air_disponible = "non" => commande.commande <> "pneumatique"',
            ),
        ),
    ),
    Family(
        "Traitement d’air",
        parent="Air",
        assembly_days=5,
        characteristics=(
            choice("Local", "bureaux|atelier|salle propre|piscine"),
            choice("Énergie disponible", "aucune|eau chaude|eau glacée"),
            choice("Pose", "intérieur|toiture"),
            computed("Perte de charge", "Pa", "filtre.perte"),
        ),
        components=(("Centrale", "Centrales", False), ("Filtre", "Filtres", False), ("Batterie", "Batteries", True)),
        rules=(
            ("Débit du filtre", "le filtre passe le débit de la centrale", "filtre.debit = centrale.debit"),
            ("Perte de charge", "le ventilateur vainc le filtre", "filtre.perte <= centrale.perte_max"),
            ("Salle propre", "filtre H13 exigé en salle propre", 'local = "salle propre" => filtre.classe = "H13"'),
            ("Bureaux", "ePM1 exigé dans les bureaux", 'local = "bureaux" => filtre.classe <> "ISO ePM10 60 %"'),
            (
                "Piscine",
                "échangeur à plaques exigé en piscine : la roue mêle les airs",
                'local = "piscine" => centrale.echangeur = "plaques"',
            ),
            ("Énergie", "la batterie prend l’énergie du site", "batterie.energie = energie_disponible"),
        ),
    ),
    Family(
        "Services",
        items=(
            Item("SV-MES", "Mise en service sur site, une journée", 520, 5),
            Item("SV-FOR", "Formation de deux opérateurs", 260, 10),
            Item("SV-ENT", "Contrat d’entretien, première année", 390, 10),
        ),
    ),
)
