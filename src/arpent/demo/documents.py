"""Documents of the demonstration: versions of datasheets drawn from its catalogue, and proposed corrections."""

import datetime as dt
import io
from uuid import UUID

from arpent.catalogue.public import (
    add_version,
    comment_improvement,
    decide_improvement,
    find_product,
    list_families,
    propose_improvement,
    save_document,
)
from arpent.kernel.rendering import render_typst
from arpent.people.public import User
from arpent.web.pdf import render_pdf

from .rules import pictures
from .rules.documents import PROPOSALS, SHEET, SHEETS, table_of


def make_documents(keeper: User, seller: User, firm: str, at: dt.datetime) -> None:
    """Create each datasheet with its versions; a seller comments on the last French version of the first."""
    families = {f.name: f.pk for f in list_families(by=keeper)}
    marked: UUID | None = None
    for sheet in SHEETS:
        values = {"title": sheet.title, "kind": sheet.kind, "family_id": families[sheet.family]}
        document = save_document(by=keeper, at=at, values=values)
        head, rows = table_of(sheet.family)
        for language, title, lead, ago, lasts in sheet.versions:
            start = (at - dt.timedelta(days=30 * ago)).date()
            data = {
                "title": title,
                "lead": lead,
                "lang": language,
                "firm": firm,
                "edition": f"{start:%m/%Y}",
                "head": head,
                "rows": rows,
            }
            pdf = render_pdf(SHEET.encode(), data, at=at - dt.timedelta(days=30 * ago))
            version = add_version(
                by=keeper,
                at=at,
                document_id=document.pk,
                name=f"{title.split(' :')[0]}.pdf",
                content=io.BytesIO(pdf),
                size=len(pdf),
                values={
                    "language": language,
                    "valid_from": start,
                    "valid_to": start + dt.timedelta(days=30 * lasts) if lasts else None,
                },
            )
            if sheet is SHEETS[0] and language == "fr":
                marked = version.pk
    make_pictures(keeper, at)
    if marked is None:
        return
    for page, x, y, text, reply, accepted in PROPOSALS:
        seen = propose_improvement(by=seller, at=at, version_id=marked, text=text, page=page, x=x, y=y)
        if reply and accepted is not False:
            comment_improvement(by=keeper, at=at, improvement_id=seen.pk, text=reply)
        if accepted is not None:
            decide_improvement(
                by=keeper, at=at, improvement_id=seen.pk, accept=accepted, reason=reply if not accepted else ""
            )


def make_pictures(keeper: User, at: dt.datetime) -> None:
    """Add a picture to the products that offers use, so that documents show it."""
    views = {p: render_typst((pictures.HEAD + v).encode(), format="png", ppi=100) for p, v in pictures.VIEWS.items()}
    for reference in pictures.SHOWN:
        product = find_product(reference=reference, by=keeper)
        png = next(png for prefix, png in views.items() if reference.startswith(prefix))
        if product is None:
            continue
        photo = save_document(by=keeper, at=at, values={"title": reference, "kind": "photo", "product_id": product.pk})
        add_version(
            by=keeper,
            at=at,
            document_id=photo.pk,
            name=f"{reference}.png",
            content=io.BytesIO(png),
            size=len(png),
            values={"language": "fr", "valid_from": (at - dt.timedelta(days=365)).date(), "valid_to": None},
        )
