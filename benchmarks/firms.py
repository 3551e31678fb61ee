"""Fictional firms for load tests: invented names, addresses and phones in real communes."""

import random

from arpent.geography.public import list_communes, list_departements

SYLLABLES = (
    "bra",
    "vel",
    "tor",
    "mi",
    "san",
    "lu",
    "dre",
    "cor",
    "pla",
    "ni",
    "gre",
    "fos",
    "ter",
    "mal",
    "qui",
    "ze",
    "rou",
    "chan",
)


def make_rows(count: int, seed: int = 5) -> list[list[str]]:
    """Return rows of a commercial file, header first; the same for the same seed."""
    rng = random.Random(seed)
    communes = [c for d in list_departements() if len(d) == 2 for c in list_communes(d) if c.population > 1500]
    rows = [
        [
            "Raison sociale",
            "Adresse",
            "Code postal",
            "Ville",
            "Téléphone",
            "E-mail",
            "NAF",
            "Effectif",
            "Potentiel",
            "Fréquence",
            "Type",
            "Prénom",
            "Nom de famille",
            "Fonction",
            "Horaires",
        ]
    ]
    for i in range(count):
        c = rng.choice(communes)
        name = "".join(rng.choice(SYLLABLES) for _ in range(3)).capitalize()
        rows.append(
            [
                f"{rng.choice(('Pompes', 'Établissements', 'Société', 'Atelier'))} {name} {i}",
                f"{rng.randint(1, 200)} rue des Œillets",
                c.postcodes[0] if c.postcodes else "",
                c.name.upper(),
                f"04657{rng.randint(10000, 19999)}",
                f"contact@{name.lower()}{i}.example",
                rng.choice(("28.13Z", "36.00Z", "10.51A", "20.14Z")),
                str(rng.choice((5, 15, 40, 120))),
                str(rng.randint(1, 90) * 1000),
                f"{rng.choice((30, 60, 90))} jours",
                rng.choice(("client", "prospect")),
                "Camille",
                f"Testeur{i % 977}",
                "Responsable",
                "lun-ven 8h-12h 14h-18h" if i % 3 else "",
            ]
        )
    return rows
