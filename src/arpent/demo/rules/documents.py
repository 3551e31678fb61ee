"""Content of the demonstration's datasheets, and the corrections that its sellers propose."""

from dataclasses import dataclass

from .catalogue import FAMILIES, Family

SHEET = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#let footer = text(size: 8pt, fill: luma(90))[#data.firm #h(1fr) #data.edition]
#set page(paper: "a4", margin: (x: 18mm, y: 20mm), footer: footer)
#set text(font: "Libertinus Serif", size: 10pt, lang: data.lang)
= #data.title
#text(fill: luma(70))[#data.lead]
#v(4mm)
#set text(size: 8.5pt)
#table(
  columns: data.head.len(),
  stroke: (x, y) => if y > 0 { (top: .4pt + luma(180)) },
  inset: 4pt,
  table.header(..data.head.map(h => [*#h*])),
  ..data.rows.flatten().map(c => [#c]),
)
"""

TERMS_PAGE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#let footer = text(size: 8pt, fill: luma(90))[#data.firm #h(1fr) #data.edition]
#set page(paper: "a4", margin: (x: 20mm, y: 22mm), footer: footer)
#set text(font: "Libertinus Serif", size: 10.5pt, lang: data.lang)
= #data.title
#for (title, text) in data.articles [
  == #title
  #text
]
"""


@dataclass(frozen=True)
class Sheet:
    """A datasheet of a family. Versions: (language, title, lead, months ago, months of validity or 0)."""

    family: str
    kind: str
    title: str
    versions: tuple[tuple[str, str, str, int, int], ...]


SHEETS = (
    Sheet(
        "Pompes centrifuges",
        "technical",
        "Fiche technique pompes centrifuges PC",
        (
            (
                "fr",
                "Pompes centrifuges PC : caractéristiques",
                "Débits de 5 à 140 m³/h, corps fonte ou inox 316.",
                20,
                0,
            ),
            (
                "fr",
                "Pompes centrifuges PC : caractéristiques",
                "Débits de 5 à 140 m³/h, corps fonte ou inox 316. Bruit mesuré à 1 m.",
                5,
                0,
            ),
            (
                "en",
                "PC centrifugal pumps: data sheet",
                "Flows from 5 to 140 m³/h, cast iron or stainless 316 casing.",
                5,
                0,
            ),
        ),
    ),
    Sheet(
        "Moteurs",
        "technical",
        "Fiche technique moteurs MT",
        (("fr", "Moteurs MT : caractéristiques", "De 0,75 à 30 kW, IP44, IP55 ou IP65 ATEX.", 14, 0),),
    ),
    Sheet(
        "Vannes papillon",
        "certificate",
        "Certificat de conformité vannes papillon",
        (("fr", "Vannes papillon : conformité", "Ce document présente les modèles et leurs pressions.", 23, 24),),
    ),
)

# On the second version of the first sheet: page, x, y, what is proposed, the reply to it, whether it was accepted.
PROPOSALS = (
    (
        1,
        0.52,
        0.2,
        "Donner le rendement de chaque pompe : les bureaux d’études le demandent à chaque visite.",
        "Oui, les mesures de l’atelier sont prêtes.",
        True,
    ),
    (1, 0.72, 0.33, "Préciser à quelle distance le bruit est mesuré, dans l’en-tête de la colonne.", "", None),
    (2, 0.3, 0.5, "Ajouter le prix public en regard.", "Les prix changent deux fois l’an, la fiche non.", False),
)


def family(name: str) -> Family:
    """Return a family of the demonstration by its name. Raise StopIteration without one."""
    return next(f for f in FAMILIES if f.name == name)


def table_of(name: str) -> tuple[list[str], list[list[str]]]:
    """Return the head and the rows of a family's datasheet: reference, then each characteristic with its unit."""
    one = family(name)
    head = [
        "Réf.",
        *(
            f"{title} ({more})" if kind == "number" and more else title
            for title, kind, more, formula in one.characteristics
            if not formula
        ),
    ]
    rows = [[i.reference, *map(str, i.sheet.values())] for i in one.items if i.kind == "product"]
    return head, [row[: len(head)] + [""] * (len(head) - len(row)) for row in rows]
