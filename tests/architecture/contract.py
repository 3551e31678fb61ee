"""The order of the domains, read from the import contract: the only list of it."""

from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/arpent"


def domain_order() -> list[str]:
    """Return the domains from the bottom up, as the import contract lists them."""
    config = ConfigParser()
    config.read(ROOT / ".importlinter")
    layers = config["importlinter:contract:domains"]["layers"].split()
    return [name for name in reversed(layers) if name != "__main__"]
