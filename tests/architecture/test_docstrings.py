"""Public code has docstrings, and those of functions that raise name the error."""

import ast
import re

import pytest

from .contract import ROOT, SOURCE

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Methods that Django, gunicorn, logging and allauth call, documented there.
HOOKS = frozenset(
    [
        "add_arguments",
        "execute",
        "fetch_command",
        "handle",
        "main_help_text",
        "run_task",
        "clean",
        "delete",
        "full_clean",
        "get_queryset",
        "ready",
        "save",
        "from_string",
        "get_template",
        "handle_no_permission",
        "process_exception",
        "process_request",
        "process_view",
        "render",
        "get_client_ip",
        "is_open_for_signup",
        "pre_authenticate",
        "filter",
        "format",
        "load_config",
        "setup",
    ]
)
HOOK_PREFIXES = ("clean_", "formfield_for_")
# A management command is documented by its ``help``, a bug by its message.
COMMANDS = "Command"
CODE = re.compile(r"[a-z_]+\.[a-z_]+")
BUGS = ("AssertionError", "NotImplementedError")


def sources():
    """Return the modules of the product and of the scaffold of a domain, without tests and migrations."""
    modules = [*SOURCE.rglob("*.py"), *(ROOT / "tools/domain_template").rglob("*.py")]
    return [p for p in sorted(modules) if not {"tests", "migrations"} & set(p.relative_to(ROOT).parts[2:])]


def public_nodes(tree):
    """Yield (qualified name, node) of the public classes and functions of a module, and of the classes' methods."""
    for node in tree.body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                for method in node.body:
                    if isinstance(method, FUNCTIONS) and not method.name.startswith("_") and not is_hook(method.name):
                        yield f"{node.name}.{method.name}", method


def is_hook(name):
    """Return whether a method name is that of a framework's hook."""
    return name in HOOKS or name.startswith(HOOK_PREFIXES)


def raised_by(function):
    """Return, by ``raise`` of the function's own body, the names of which its docstring must have one.

    They are the class of the error and its message code; DomainError is enough for ValidationErrors. Errors caught in
    the function, re-raised errors and those of nested functions are left out.
    """
    wanted = []
    visit(function.body, frozenset(), wanted)
    return wanted


def visit(nodes, caught, wanted):
    """Add to ``wanted`` the names of each ``raise`` among the nodes. ``caught``: errors that a handler catches."""
    for node in nodes:
        if isinstance(node, ast.Raise) and node.exc is not None:
            wanted += names_of(node.exc, caught)
        elif isinstance(node, ast.Try):
            handled = {n for h in node.handlers if h.type for n in names_in(h.type)}
            visit(node.body, caught | handled, wanted)
            visit([*node.handlers, *node.orelse, *node.finalbody], caught, wanted)
        elif not isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
            visit(ast.iter_child_nodes(node), caught, wanted)


def names_in(node):
    """Return the names in an expression, such as the classes of an ``except`` clause."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def names_of(error, caught):
    """Return a list with the names for one raised expression, empty when it needs none."""
    called = error.func if isinstance(error, ast.Call) else error
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    arguments = error.args if isinstance(error, ast.Call) else []
    codes = [a.value for a in arguments if isinstance(a, ast.Constant) and CODE.fullmatch(str(a.value))]
    if name in BUGS or name in caught or "Exception" in caught or name.startswith("_"):
        return []
    if not name[:1].isupper():  # a variable, such as a refusal computed by a rule: any error will do
        return [["Error", "Raise", "Refus"]]
    return [[name, *(["DomainError"] if name == "ValidationErrors" else []), *codes]]


def faults(source):
    """Return what is missing in the docstrings of a module's source, as sentences."""
    found = []
    for name, node in public_nodes(ast.parse(source)):
        text = ast.get_docstring(node) or ""
        if not text:
            if name != COMMANDS:
                found.append(f"{name} (line {node.lineno}): no docstring")
        elif isinstance(node, FUNCTIONS):
            unnamed = [names for names in raised_by(node) if not any(n in text for n in names)]
            found += [f"{name} (line {node.lineno}): does not name {' or '.join(names)}" for names in unnamed]
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_public_code_is_documented(path):
    assert faults(path.read_text()) == []


BAD = '''
class Offer:
    """An offer."""

    def send(self):
        return 1

    def save(self):
        return 2

    def _helper(self):
        return 3


class Command:
    def handle(self):
        raise SystemExit(1)


def price():
    """Return the price."""
    if not rows:
        raise NotFound("offer")
    raise DomainError("offers.no_price")


def check():
    """Raise DomainError "offers.frozen" unless a version can be edited."""
    raise DomainError("offers.frozen")


def reread():
    """Return the value again."""
    try:
        return read()
    except ValueError:
        raise

    def nested():
        raise KeyError


def stop():
    """Return nothing."""
    raise refusal


def caught():
    """Return 0 for an unreadable value."""
    try:
        raise ValueError
    except (KeyError, ValueError):
        return 0
'''


def test_the_check_finds_what_is_missing():
    assert faults(BAD) == [
        "Offer.send (line 5): no docstring",
        "price (line 20): does not name NotFound",
        "price (line 20): does not name DomainError or offers.no_price",
        "stop (line 43): does not name Error or Raise or Refus",
    ]
