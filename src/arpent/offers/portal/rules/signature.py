"""Validation of signatures; drawn signatures as strokes."""

from collections.abc import Sequence
from typing import Any

from arpent.kernel.errors import DomainError

SIZE = 1000  # extent of the coordinates of a drawn signature
MAX_POINTS = 6000
MIN_POINTS = 8


def check_signature(*, name: str, function: str, method: str, agreed: bool, terms: bool) -> dict[str, DomainError]:
    """Return a refusal by field for each missing value. ``terms``: the general terms are accepted, or there
    are none.
    """
    refusals = {}
    if not name.strip():
        refusals["name"] = DomainError("offers.signer_needed")
    if not function.strip():
        refusals["function"] = DomainError("offers.function_needed")
    if method not in ("typed", "drawn"):
        refusals["method"] = DomainError("offers.signature_method_needed")
    if not agreed:
        refusals["agreed"] = DomainError("offers.consent_needed")
    if not terms:
        refusals["terms"] = DomainError("offers.terms_needed")
    return refusals


def read_drawing(data: Any) -> list[list[list[int]]]:
    """Return the strokes of a drawn signature, lists of [x, y] from 0 to 1000.

    Raise DomainError "offers.drawing_needed" when it is malformed, has fewer than ``MIN_POINTS`` or more than
    ``MAX_POINTS`` points.
    """
    drawing, count = [], 0
    for stroke in data if isinstance(data, list) else []:
        points = [_point(p) for p in stroke] if isinstance(stroke, list) else []
        count += len(points)
        if len(points) > 1:
            drawing.append(points)
    if count > MAX_POINTS or sum(len(s) for s in drawing) < MIN_POINTS:
        raise DomainError("offers.drawing_needed")
    return drawing


def _point(point: Any) -> list[int]:
    if (
        not isinstance(point, list)
        or len(point) != 2
        or not all(type(v) in (int, float) and 0 <= v <= SIZE for v in point)
    ):
        raise DomainError("offers.drawing_needed")
    return [round(v) for v in point]


def signature_svg(drawing: Sequence[Sequence[Sequence[int]]]) -> str:
    """Return a drawn signature as SVG text, 1000 by 400."""
    paths = "".join(f'<path d="M{" L".join(f"{int(x)} {int(y)}" for x, y in stroke)}"/>' for stroke in drawing)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} 400" fill="none" stroke="#12365f"'
        f' stroke-width="6" stroke-linecap="round" stroke-linejoin="round">{paths}</svg>'
    )
