"""Parse the text of a formula: only arithmetic, comparisons, ``et``, ``ou``, ``non`` and a few functions.

The notation is that of paper, with the codes of characteristics: ``moteur.puissance >= 1,15 * pompe.puissance``,
``ambiance = "chlorée" => moteur.ip >= 55``, ``puissance = debit * hauteur * 9810[N/m³]``. See docs/rules/formulas.md.
"""

import ast
import re
import unicodedata
from dataclasses import dataclass

from arpent.kernel.errors import DomainError

from ..numbers import LARGEST

_WORDS = {"et": " and ", "ou": " or ", "non": " not ", "vrai": " True ", "faux": " False ", "oui": '"oui"'}
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "<>": "!=", "×": "*", "÷": "/", "^": "**", "−": "-", "⇒": "=>", "·": "*"}
_TOKEN = re.compile(
    r"""(?P<text>"[^"]*"|'[^']*'|«[^»]*»)|(?P<number>\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?)(?:\s*\[(?P<unit>[^\]]*)\])?"""
    r"""|(?P<sign>=>|<=|>=|!=|==|=|\*\*)|(?P<name>[^\W\d][\w.]*)|(?P<other>\s+|.)""",
    re.X | re.S,
)
# What else a formula is made of. All other characters are refused: Python gives some of them a meaning of its own.
_OTHER = re.compile(r"\s+|[-+*/()<>,;]")
# What a formula may be: bounds of the work that reading and computing it can ask for.
LONGEST, DEEPEST = 400, 100
NO_UNIT = "?"  # marks the unit of a bare number
FUNCTIONS = ("min", "max", "valeur", "arrondi", "racine")
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


@dataclass(frozen=True)
class Formula:
    """A parsed formula: its text, the names it uses, its syntax tree, the units of its numbers."""

    text: str
    names: tuple[str, ...]
    tree: ast.expr
    units: tuple[str, ...]  # the units of its numbers, in order of appearance


def read_formula(text: str) -> Formula:
    """Return a parsed formula.

    Raise DomainError "catalogue.formula_unreadable" for an error of syntax, more than 400 characters or a nesting depth
    above 100, "catalogue.number_too_large" for a number above 1e30. Names and units are not looked up.
    """
    written = text
    if len(text) > LONGEST:
        raise unreadable(written)
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    condition, arrow, consequence = text.partition("=>")
    if arrow:
        text = f"non ({condition}) ou ({consequence})"
    units: list[str] = []
    python = _to_python(text, units)
    try:
        tree = ast.parse(python.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise unreadable(written) from error
    if _depth(tree) > DEEPEST:
        raise unreadable(written)
    names: dict[str, None] = {}
    _check_tree(tree, names, written)
    return Formula(written.strip(), tuple(names), tree, tuple(units))


def unreadable(text: str) -> DomainError:
    """Return (not raise) the error of a text that is not a formula, "catalogue.formula_unreadable"."""
    return DomainError("catalogue.formula_unreadable", formula=text.strip()[:120])


def _depth(tree: ast.AST) -> int:
    """Return the nesting depth of a tree, without recursion."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in ast.iter_child_nodes(node)]
    return deepest


def _to_python(text: str, units: list[str]) -> str:
    """Return the formula in Python's grammar; a number becomes ``_n(value, index of its unit)``."""
    out = []
    for token in _TOKEN.finditer(text):
        if token["text"]:
            out.append(repr(token["text"][1:-1].strip()))
        elif token["number"]:
            value = float(token["number"].replace(",", "."))
            if value > LARGEST:
                raise DomainError("catalogue.number_too_large", text=token["number"][:20])
            units.append((token["unit"] or "").strip() if token["unit"] is not None else NO_UNIT)
            out.append(f"_n({value!r},{len(units) - 1})")
        elif token["sign"]:
            out.append("==" if token["sign"] == "=" else token["sign"])
        elif token["name"]:
            # Python compares names in this form; one that begins with "_" is ours or Python's, never a
            # characteristic's.
            name = unicodedata.normalize("NFKC", token["name"])
            if any(part.startswith("_") for part in name.split(".")):
                raise unreadable(text)
            out.append(_WORDS.get(name.lower(), name))
        elif _OTHER.fullmatch(token["other"]):
            out.append(token["other"])
        else:
            raise unreadable(text)
    return "".join(out).replace(";", ",")


def _check_tree(node: ast.AST, names: dict[str, None], text: str) -> None:
    """Collect the names; raise DomainError for unsupported nodes."""
    if isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and node.id not in FUNCTIONS):
        names[dotted(node, text)] = None
        return
    if isinstance(node, ast.Call):
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        if node.keywords or (function != "_n" and (function not in FUNCTIONS or not node.args)):
            raise unreadable(text)
        for argument in () if function == "_n" else node.args:
            _check_tree(argument, names, text)
        return
    allowed = (
        ast.BinOp,
        ast.UnaryOp,
        ast.BoolOp,
        ast.Compare,
        ast.Constant,
        ast.operator,
        ast.unaryop,
        ast.boolop,
        ast.cmpop,
        ast.expr_context,
    )
    if not isinstance(node, allowed) or (isinstance(node, ast.BinOp) and type(node.op) not in _ARITHMETIC):
        raise unreadable(text)
    if isinstance(node, ast.Constant) and not isinstance(node.value, str | bool):
        raise unreadable(text)
    for child in ast.iter_child_nodes(node):
        _check_tree(child, names, text)


def dotted(node: ast.AST, text: str) -> str:
    """Return the characteristic code of a node ("pompe.debit").

    Raise DomainError "catalogue.formula_unreadable" when it is not a name.
    """
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value, text)}.{node.attr}"
    raise unreadable(text)
