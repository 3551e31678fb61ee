"""Files as firms have them, made for the journeys, without real firms."""

import csv
import io
import os
from pathlib import Path

from stdnum import luhn

from arpent.geography.public import list_communes, list_departements

# A custom file instead of the generated one: ARPENT_JOURNEY_FILE=register.csv make test.
OWN = os.environ.get("ARPENT_JOURNEY_FILE", "")
ROWS = 3_000
TRADES = (
    ("20.59Z", "Fabrication d'autres produits chimiques n.c.a."),
    ("36.00Z", "Captage, traitement et distribution d'eau"),
    ("10.51A", "Fabrication de lait liquide et de produits frais"),
    ("38.32Z", "Récupération de déchets triés"),
)


def register_file():
    """Return (name, bytes, rows) of a register of industrial sites, shaped as the public one: 14 columns, UTF-8,
    commas.

    One row in ten gives a SIRET that another row gave elsewhere, one in nine has no point, addresses hold quotes.
    """
    if OWN:
        data = Path(OWN).read_bytes()
        return Path(OWN).name, data, data.count(b"\n") - 1
    towns = [c for d in list_departements() for c in list_communes(d) if c.population > 1500 and c.postcodes]
    out = io.StringIO()
    write = csv.writer(out).writerow
    write(
        [
            "identifiant_irep",
            "siren",
            "siret",
            "nom_etablissement",
            "adresse",
            "code_postal",
            "commune",
            "code_commune",
            "ape_naf_rev2",
            "libelle_ape",
            "code_eprtr",
            "longitude",
            "latitude",
            "origine_coordonnees",
        ]
    )
    for i in range(ROWS):
        town = towns[(i * 37) % len(towns)]
        siret = _siret(i // 2 if i % 10 == 0 else ROWS + i)
        point = ("", "") if i % 9 == 0 else (f"{town.point.lon + (i % 7 - 3) / 500:.5f}", f"{town.point.lat:.5f}")
        address = f'Route de Lyon - Lieu-dit "Les {i} Pierres"' if i % 11 == 0 else f"{i % 120 + 1} rue de l'Usine"
        naf, label = TRADES[i % len(TRADES)]
        write(
            [
                f"0{i % 90 + 10}.{i:05d}",
                siret[:9],
                siret,
                f"USINE D'ESSAI DE {town.name.upper()} {i}",
                address,
                town.postcodes[0],
                town.name.upper(),
                town.code,
                naf,
                label,
                "",
                *point,
                "irep" if point[0] else "",
            ]
        )
    return "sites_industriels.csv", out.getvalue().encode(), ROWS


def _siret(n):
    siren = f"9{n:07d}"
    siren += luhn.calc_check_digit(siren)
    return (stem := siren + "0001") + luhn.calc_check_digit(stem)


def dirty_file():
    """Return a file such as an old program exports: CP1252, semicolons, title lines above, lost zeros, errors."""
    lines = ["Export du 24/11/2026;;;;;;;", ";;;;;;;", "Raison sociale;N° SIRET;Adresse;CP;Ville;Tél.;Horaires;Type"]
    towns = [c for d in ("69", "38", "01") for c in list_communes(d) if c.population > 4000]
    for i, c in enumerate(towns[:120]):
        siret = "54203492117135" if i == 3 else ""
        lines.append(
            f"SOCIÉTÉ D'ESSAI N° {i};{siret};{i} rue de"
            f" l'Œuvre;{c.postcodes[0].lstrip('0')};{c.name.upper()};46571{i:04d};lun-ven 8h-12h 14h-18h;prospect"
        )
    lines.append("Sans téléphone juste;123;;69003;LYON;12;;client")
    lines.append(";;;69003;LYON;;;")
    return "\r\n".join(lines).encode("cp1252")
