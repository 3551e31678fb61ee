"""Put an order's XML into its paper (Order-X)."""

import io
import tempfile
from pathlib import Path


def embed_order(*, paper: bytes, xml: bytes, title: str, seller: str, language: str) -> bytes:
    """Return a paper that carries its order. The XML is checked against the schema of Order-X COMFORT, whose failure is a bug.

    The library writes a clean file to a path only: given a stream, it leaves the source's bytes in front.
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
        return target.read_bytes()
