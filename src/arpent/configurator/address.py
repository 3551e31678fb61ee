"""A configuration as query parameters: ``c.pompe=P20&need=pompe.debit>=40 m³/h``; can be shared and bookmarked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

from .configuration import Need
from .encoder import split_comparison

SIGNS = (">=", "<=", "≥", "≤", "=", ">", "<")


@dataclass(frozen=True)
class ConfigurationAddress:
    """Chosen values by variable code, needs, and ``purpose``, an opaque id of another domain."""

    choices: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    purpose: str = ""

    def with_choices(self, choices: Mapping[str, str]) -> "ConfigurationAddress":
        """Return the address with other choices."""
        return replace(self, choices=choices)

    def with_needs(self, needs: Iterable[Need]) -> "ConfigurationAddress":
        """Return the address with other needs."""
        return replace(self, needs=tuple(needs))

    def pairs(self) -> list[tuple[str, str]]:
        """Return the (name, value) pairs of the query, for hidden fields."""
        parameters = [(f"c.{code}", value) for code, value in self.choices.items()]
        parameters += [("need", write_need(n)) for n in self.needs]
        return [*parameters, ("for", self.purpose)] if self.purpose else parameters

    def __str__(self) -> str:
        return urlencode(self.pairs())


def read_address(query: str) -> ConfigurationAddress:
    """Return the address of a query string; unknown parameters and invalid needs are ignored.

    ``code`` with ``value_wanted`` ("≥ 55 kW") adds a need; ``for`` is cut to 36 characters.
    """
    pairs = parse_qsl(query)
    fields = dict(pairs)
    choices = {k[2:]: v for k, v in pairs if k.startswith("c.")}
    needs = [n for k, v in pairs if k == "need" and (n := read_need(v))]
    if fields.get("code") and fields.get("value_wanted"):
        comparison, value = split_comparison(fields["value_wanted"].strip())
        needs.append(Need(fields["code"], comparison, value))
    return ConfigurationAddress(choices, tuple(dict.fromkeys(n for n in needs if n.value)), fields.get("for", "")[:36])


def read_need(text: str) -> Need | None:
    """Return the need written as "pompe.debit>=40 m³/h"; None without a comparison sign."""
    for sign in SIGNS:
        code, separator, rest = text.partition(sign)
        if separator:
            comparison, value = split_comparison(sign + rest)
            return Need(code.strip(), comparison, value.strip())
    return None


def write_need(need: Need) -> str:
    """Return a need as text, readable by `read_need`."""
    return f"{need.code}{need.comparison}{need.value}"
