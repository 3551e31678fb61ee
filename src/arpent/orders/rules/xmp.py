"""XMP metadata of an order's PDF, with the standards of the source document."""

import copy

from lxml import etree

_NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
}
_HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_TAIL = '\n<?xpacket end="w"?>'


def preserve_standards(written: bytes, source: bytes) -> bytes:
    """Return the XMP packet ``written`` with the PDF/A conformance and PDF/UA part declared in ``source``.

    Embedding copies the tagged structure unchanged, so both still apply; PDF/A requires an extension schema for the
    identification of PDF/UA (ISO 19005-3, 6.6.2.3), which is copied too. Raise ValueError for an unexpected packet.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    new, old = etree.fromstring(written.strip(), parser), etree.fromstring(source.strip(), parser)
    level, existing = _find(new, ".//pdfaid:conformance"), _find(old, ".//pdfaid:conformance")
    level.text = existing.text
    accessible = old.find(".//pdfuaid:part", _NS)
    if accessible is not None:
        level.addnext(copy.deepcopy(accessible))
        described = _find(new, ".//pdfaExtension:schemas/rdf:Bag")
        for schema in _find(old, ".//pdfaExtension:schemas/rdf:Bag"):
            if schema.findtext("pdfaSchema:namespaceURI", "", _NS) == _NS["pdfuaid"]:
                described.append(copy.deepcopy(schema))
    for description in new.iterfind(".//rdf:Description", _NS):
        description.set(f"{{{_NS['rdf']}}}about", "")
    etree.cleanup_namespaces(new)
    return f"{_HEAD}{etree.tostring(new, encoding='unicode')}{_TAIL}".encode()


def _find(root: etree._Element, path: str) -> etree._Element:
    element = root.find(path, _NS)
    if element is None:
        raise ValueError(f"no {path} in the metadata")
    return element
