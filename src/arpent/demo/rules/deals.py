"""Subjects of the demonstration's deals. Invented, and typical of a seller of pumps, valves and air treatment."""

from dataclasses import dataclass

# title, need, lowest and highest amount in hundreds of euros
NEEDS = (
    (
        "Pompes du puits 3",
        "Remplacer deux pompes immergées : 40 m³/h à 3 bar, eau chlorée, moins de 70 dB la nuit.",
        90,
        260,
    ),
    (
        "Relevage des eaux de process",
        "Trois postes de relevage, 25 m³/h, fibres et graisses, arrêt d’une journée au plus.",
        180,
        420,
    ),
    ("Vannes de la ligne 2", "Vingt-deux vannes papillon DN 100 à 200, joints EPDM, commande pneumatique.", 60, 150),
    (
        "Centrale de traitement d’air, atelier sud",
        "12 000 m³/h, récupération à 75 %, filtration F9, accès par la toiture.",
        240,
        610,
    ),
    (
        "Surpresseur du bâtiment B",
        "Débit variable 8 à 18 m³/h, 6 bar, eau potable, trois pompes dont une de secours.",
        110,
        230,
    ),
    ("Circuit de nettoyage en place", "Pompe sanitaire 15 m³/h à 4 bar, inox 316L, nettoyage à 85 °C.", 70, 190),
    (
        "Contrat d’entretien annuel",
        "Deux visites par an sur 14 pompes, astreinte sous 24 h, pièces d’usure comprises.",
        40,
        120,
    ),
    (
        "Dosage de chlore de la piscine",
        "Deux pompes doseuses et la régulation, bassin de 450 m³, relevé à distance.",
        35,
        90,
    ),
    (
        "Extraction des vapeurs de solvants",
        "3 500 m³/h en zone 2, moteur hors du flux, variation de vitesse.",
        130,
        310,
    ),
    (
        "Station de pompage du lotissement",
        "Deux pompes 60 m³/h à 4,5 bar, armoire avec télégestion, réserve de 120 m³.",
        280,
        560,
    ),
)
COMPETITORS = ("", "", "le fournisseur en place depuis dix ans", "un revendeur en ligne", "un fabricant italien")
QUESTIONS = (
    (
        "technical",
        "Bureau technique",
        "Quel moteur tient 45 °C dans un local chloré ?",
        "Un IP55 classe F, avec presse-étoupe inox ; prévoir 8 jours de plus.",
    ),
    (
        "logistics",
        "Quai de Chassieu",
        "Peut-on livrer en deux fois, la première avant le 15 ?",
        "Oui, deux camions, 180 € de plus.",
    ),
    ("accounting", "Service comptable", "60 jours sont-ils possibles pour ce client ?", "45 jours, sauf caution."),
    ("supplier", "Fonderie partenaire", "Délai d’un corps en fonte revêtue, DN 200 ?", "Six semaines, ferme."),
)


@dataclass(frozen=True)
class DealProfile:
    """Course of a deal of the demonstration. ``moves``: (stage code, days ago); ``age`` and ``step_in``: days."""

    moves: tuple[tuple[str, int], ...]
    age: tuple[int, int]
    step: str = "Appeler"
    step_in: tuple[int, ...] = (2, 4, 6)
    step_kind: str = "to_do"
    asks: bool = False
    answered: bool = False


PROFILES = (
    DealProfile((), (3, 12), "Prendre rendez-vous pour relever l’installation"),
    DealProfile((("need", 40),), (60, 80), "Relancer le responsable de la maintenance", (-5, -2)),
    DealProfile(
        (("need", 20), ("solution", 6)),
        (35, 50),
        "Comparer deux moteurs avec le bureau technique",
        asks=True,
        answered=True,
    ),
    DealProfile(
        (("need", 30), ("offer", 9)), (45, 70), "Attendre le comité d’investissement", (9, 14), "waiting", asks=True
    ),
    DealProfile((("need", 50), ("offer", 30), ("negotiation", 4)), (70, 90), "Préparer la réunion de prix", (1, 2)),
    DealProfile((("need", 80), ("offer", 60), ("won", 12)), (100, 130)),
    DealProfile((("need", 70), ("offer", 55), ("lost", 25)), (90, 120)),
)
