"""Invented names. No real firm is meant; syllables that make no known word are preferred."""

import random

FIRST = (
    "Claire",
    "Mehdi",
    "Solène",
    "Bruno",
    "Inès",
    "Gaël",
    "Nadia",
    "Rémi",
    "Aurore",
    "Tristan",
    "Léa",
    "Karim",
    "Odile",
    "Victor",
    "Maud",
    "Yann",
    "Élise",
    "Samir",
    "Judith",
    "Côme",
)
STEMS = (
    "Brévan",
    "Orliac",
    "Tessandre",
    "Valcroz",
    "Mornac",
    "Sauverel",
    "Charbivel",
    "Drumont",
    "Félinac",
    "Gravelane",
    "Hautecombre",
    "Isarène",
    "Jolivanne",
    "Kervoz",
    "Loriandre",
    "Maubrice",
    "Noirvaux",
    "Ormesac",
    "Pelvière",
    "Quincieu-Bas",
    "Rochevanne",
    "Serpolay",
    "Trévigne",
    "Urval",
    "Vernosc",
    "Ydrance",
    "Zéliac",
    "Albarine-Sud",
    "Belvézac",
    "Corsandre",
)
FAMILY = (
    "Vasselot",
    "Perrichon",
    "Drouvet",
    "Mazenod",
    "Chapuzet",
    "Tournefier",
    "Bellissard",
    "Grangeon",
    "Ravachol-Duc",
    "Ferréal",
    "Montchal",
    "Savoyen",
    "Teyssandier",
    "Colombart",
    "Bossuan",
    "Rivoliet",
    "Champavier",
    "Orcelet",
)
# Trade: what precedes the name, NAF, headcounts, potential in euros, how many of 100.
TRADES = (
    ("Laiterie", "10.51A", (20, 50, 120), (8_000, 60_000), 9),
    ("Papeterie", "17.12Z", (60, 150, 300), (20_000, 120_000), 5),
    ("Chimie", "20.14Z", (50, 120, 400), (25_000, 160_000), 12),
    ("Fonderie", "24.51Z", (30, 80, 200), (10_000, 70_000), 7),
    ("Mécanique", "25.62B", (10, 25, 60), (3_000, 25_000), 16),
    ("Régie des eaux de", "36.00Z", (8, 20, 45), (12_000, 90_000), 10),
    ("Station d’épuration de", "37.00Z", (4, 10, 18), (10_000, 60_000), 8),
    ("Piscine intercommunale de", "93.11Z", (8, 15, 30), (4_000, 18_000), 8),
    ("Clinique", "86.10Z", (60, 140, 320), (6_000, 40_000), 5),
    ("Brasserie artisanale", "11.05Z", (3, 9, 20), (2_000, 12_000), 6),
    ("Teinturerie", "13.30Z", (15, 40, 90), (8_000, 45_000), 5),
    ("Plasturgie", "22.29A", (20, 60, 150), (5_000, 35_000), 9),
)
FUNCTIONS = (
    "Responsable maintenance",
    "Directeur technique",
    "Acheteuse",
    "Responsable travaux neufs",
    "Chef de station",
    "Directrice de site",
    "Responsable HSE",
)
HOURS = (
    "lun-jeu 8h-12h 13h30-17h; ven 8h-12h",
    "lun-ven 8h-12h 14h-18h",
    "lun-ven 7h30-16h30",
    "mar-ven 9h-12h 14h-17h",
    "lun-ven 8h-17h",
    "",
)
NOTES = (
    "Vérifié la pompe doseuse, rien à signaler.",
    "Demande un devis pour deux vannes DN80.",
    "Le bruit la nuit gêne : mesurer avant Noël.",
    "Budget repoussé au printemps, rappeler.",
    "Nouvelle responsable maintenance, à revoir.",
    "Bon accueil, veut une démonstration.",
    "Concurrent en place, contrat jusqu’en juin.",
    "Commande probable après l’arrêt d’août.",
)


def company_name(rng: random.Random, taken: set[str], trade: str, commune: str) -> str:
    """Return an invented company name that is not in ``taken``."""
    while True:
        if trade.endswith("de"):
            joiner = trade[:-2] + "d’" if commune[:1] in "AEÉIOUYH" else trade + " "
            name = (
                f"{joiner}{commune}" if f"{joiner}{commune}" not in taken else f"{joiner}{commune}-{rng.choice(STEMS)}"
            )
        else:
            name = f"{trade} {rng.choice(STEMS)}" + (
                f" {rng.choice(('Frères', 'et Fils', 'Industrie', 'Sud', 'Vallée', 'SAS'))}"
                if rng.random() < 0.6
                else ""
            )
        if name not in taken:
            taken.add(name)
            return name
