"""Embeds the XML of an order into its PDF (Order-X)."""

import io
import tempfile
from pathlib import Path

from .xmp import preserve_standards


def embed_order(*, paper: bytes, xml: bytes, title: str, seller: str, language: str) -> bytes:
    """Return a PDF/A-3 with its embedded order (Factur-X library, Order-X COMFORT).

    The XML is validated against the XSD; a failure is a bug and raises the library's error. The library writes a clean
    file only to a path: given a stream, it leaves the source's bytes in front.
    """
    from facturx import generate_from_file

    with tempfile.TemporaryDirectory(prefix="arpent-order-") as folder:
        target = Path(folder) / "order.pdf"
        generate_from_file(
            io.BytesIO(paper),
            xml,
            output_pdf_file=str(target),
            flavor="order-x",
            level="comfort",
            orderx_type="order",
            check_xsd=True,
            check_schematron=False,
            lang=language,
            afrelationship="data",
            pdf_metadata={"author": seller, "keywords": "Order-X", "title": title, "subject": title},
        )
        return _with_standards(target.read_bytes(), paper)


def _with_standards(order: bytes, paper: bytes) -> bytes:
    """Return a PDF whose metadata declare the standards of the source; the library always declares PDF/A-3b."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject, StreamObject

    before, writer = PdfReader(io.BytesIO(paper)), PdfWriter(clone_from=io.BytesIO(order))
    roots = (before.root_object, writer.root_object)
    source, existing = (root.get("/Metadata", StreamObject()).get_object() for root in roots)
    if not isinstance(source, StreamObject) or not isinstance(existing, StreamObject) or not source.get_data():
        return order
    writer.pdf_header = before.pdf_header
    writer.add_metadata({"/Producer": "pypdf"})  # what the packet says of it
    stream = StreamObject()
    stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    stream.set_data(preserve_standards(existing.get_data(), source.get_data()))
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
