"""Lists of documents, versions and improvements."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q

from arpent.database.folding import contains_words
from arpent.database.lists import prevent_lazy_loading
from arpent.kernel.ids import parse_id
from arpent.people.public import User

from ..models import Document, DocumentVersion, Improvement, ImprovementComment
from ..rules.validity import current_version, is_replaced, version_state


@dataclass(frozen=True)
class DocumentFilter:
    """Filters of the list, from query parameters; unknown values are ignored."""

    text: str = ""
    kind: str = ""
    family: str = ""


@dataclass(frozen=True)
class ListedDocument:
    """A document with today's valid version by language.

    ``ending``: one of them ends within 30 days; ``waiting``: number of undecided proposals.
    """

    document: Document
    current: list[DocumentVersion]
    ending: bool = False
    waiting: int = 0


@dataclass(frozen=True)
class ShownVersion:
    """A version with its state ("coming", "current", "ending", "past") and its number of proposals not yet included."""

    version: DocumentVersion
    state: str
    open: int


@dataclass(frozen=True)
class Proposal:
    """An improvement with its discussion and its number on its version."""

    improvement: Improvement
    number: int
    comments: list[ImprovementComment] = field(default_factory=list)


def list_documents(
    *, by: User, criteria: DocumentFilter, day: dt.date, product_id: UUID | None = None, limit: int = 200
) -> list[ListedDocument]:
    """Return the filtered documents, at most ``limit``; with a product, its own and those about no product."""
    rows = prevent_lazy_loading(Document.objects.visible_to(by).select_related("family", "product"))
    if criteria.text:
        rows = rows.filter(contains_words(criteria.text, "title", "product__reference", "product__name"))
    if criteria.kind:
        rows = rows.filter(kind=criteria.kind)
    if criteria.family:
        family = parse_id(criteria.family)
        rows = rows.filter(family=family) if family else rows.none()
    if product_id:
        rows = rows.filter(Q(product=product_id) | Q(product__isnull=True))
    documents = list(rows[:limit])
    versions: dict[UUID, list[DocumentVersion]] = defaultdict(list)
    for version in DocumentVersion.objects.visible_to(by).filter(document__in=documents):
        versions[version.document_id].append(version)
    waiting = Improvement.objects.visible_to(by).filter(
        version__document__in=documents, state=Improvement.State.PROPOSED
    )
    counts = dict(waiting.order_by().values_list("version__document").annotate(n=Count("pk")))
    return [_listed(d, versions[d.pk], counts.get(d.pk, 0), day) for d in documents]


def _listed(document: Document, versions: list[DocumentVersion], waiting: int, day: dt.date) -> ListedDocument:
    by_language: dict[str, list[DocumentVersion]] = defaultdict(list)
    for version in versions:
        by_language[version.language].append(version)
    current = [v for same_language in by_language.values() if (v := current_version(same_language, day))]
    return ListedDocument(document, current, any(version_state(v, day) == "ending" for v in current), waiting)


def get_document(*, document_id: UUID, by: User) -> Document | None:
    """Return a document with family and product; None when it is not visible."""
    return Document.objects.visible_to(by).select_related("family", "product").filter(pk=document_id).first()


def list_versions(*, document_id: UUID, by: User, day: dt.date) -> list[ShownVersion]:
    """Return a document's versions by language, latest first, with state on ``day`` and open proposals."""
    waits = Q(improvements__state__in=(Improvement.State.PROPOSED, Improvement.State.ACCEPTED))
    rows = DocumentVersion.objects.visible_to(by).filter(document=document_id).select_related("added_by")
    counted = rows.annotate(waiting=Count("improvements", filter=waits)).order_by("language", "-number")
    return [
        ShownVersion(
            v,
            "past" if is_replaced(v, [o for o in counted if o.language == v.language]) else version_state(v, day),
            v.waiting,
        )
        for v in counted
    ]


def list_proposals(*, version_id: UUID, by: User) -> list[Proposal]:
    """Return the improvements of a version by page, with their comments."""
    rows = Improvement.objects.visible_to(by).filter(version=version_id).select_related("proposed_by", "included_in")
    comments: dict[UUID, list[ImprovementComment]] = defaultdict(list)
    for comment in (
        ImprovementComment.objects.visible_to(by).filter(improvement__version=version_id).select_related("person")
    ):
        comments[comment.improvement_id].append(comment)
    return [Proposal(improvement, number, comments[improvement.pk]) for number, improvement in enumerate(rows, 1)]


def list_accepted(*, document_id: UUID, by: User) -> list[Improvement]:
    """Return the accepted improvements of a document that no version includes."""
    rows = Improvement.objects.visible_to(by).filter(version__document=document_id, state=Improvement.State.ACCEPTED)
    return list(rows.select_related("version"))


def version_of(*, improvement_id: UUID, by: User) -> UUID | None:
    """Return the id of the version of an improvement; None when it is not visible."""
    rows = Improvement.objects.visible_to(by).filter(pk=improvement_id)
    return rows.values_list("version_id", flat=True).first()


def terms_of_sale_on(*, by: User, day: dt.date, language: str) -> DocumentVersion | None:
    """Return the general terms of sale valid on a day, in a language or else in any; None without any."""
    rows = DocumentVersion.objects.visible_to(by).filter(document__kind=Document.Kind.TERMS).select_related("document")
    versions = list(rows)
    own = [v for v in versions if v.language == language]
    return current_version(own, day) or current_version(versions, day)


def list_pictures(*, references: Iterable[str], by: User, day: dt.date) -> dict[str, DocumentVersion]:
    """Return the photograph valid on a day by product reference; products without one are absent."""
    rows = DocumentVersion.objects.visible_to(by).filter(
        document__kind=Document.Kind.PHOTO, document__product__reference__in=list(references)
    )
    versions_by_reference: dict[str, list[DocumentVersion]] = defaultdict(list)
    for version in rows.select_related("document__product"):
        if version.document.product:
            versions_by_reference[version.document.product.reference].append(version)
    current_versions = {r: current_version(versions, day) for r, versions in versions_by_reference.items()}
    return {r: v for r, v in current_versions.items() if v}
