"""Read the data files shipped with the package."""

import csv
import gzip
import io
from importlib.resources import files


def read_shipped_csv(package: str, name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file (UTF-8, commas, a header) shipped in a package; ``name`` ends with .csv or .csv.gz.

    Raise FileNotFoundError when the package does not contain it.

    >>> read_shipped_csv("arpent.parameters", "data/parameters.csv")[0]["code"] != ""
    True
    """
    content = (files(package) / name).read_bytes()
    text = (gzip.decompress(content) if name.endswith(".gz") else content).decode()
    return list(csv.DictReader(io.StringIO(text)))
