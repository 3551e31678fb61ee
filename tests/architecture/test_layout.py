"""A domain holds files and folders of known roles only, and so does each of its features. See ARCHITECTURE.md."""

from pathlib import Path

import pytest

from .contract import SOURCE, domain_order

# Libraries and the composition roots name their modules after concepts.
EXEMPT = {"kernel", "solver", "pricing", "configurator", "database", "web", "demo", "site"}
# A role is a module or a folder of modules.
ROLES = {
    "rules",
    "events",
    "models",
    "queries",
    "documents",
    "connectors",
    "actions",
    "public",
    "tasks",
    "reactions",
    "web",
    "messages",
    "sentences",
}
FILES_OF_A_FEATURE = {"README.md", "__init__.py"}
FILES_OF_A_DOMAIN = FILES_OF_A_FEATURE | {
    "apps.py",
    "domain.py",
    "permissions.py",
    "personal_data.py",
    "testing.py",
}
FOLDERS_OF_A_DOMAIN = {"data", "migrations", "templates", "templatetags", "tests"}
# Names that say nothing of what is inside.
VAGUE = {"base", "common", "core", "helpers", "lib", "misc", "shared", "utils"}
KNOWN_EXCEPTIONS = {
    "accounts/passwords.py",  # a password validator, named by settings
    "history/edit_forms.py",  # concurrency of edit forms, which web and actions of every domain use
}


def is_known(name: str, *, folder: bool, in_feature: bool = False) -> bool:
    """Return whether a file or folder directly inside a domain (or one of its features) has a known role."""
    if folder:
        return name in ROLES or (not in_feature and name in FOLDERS_OF_A_DOMAIN)
    role, _, suffix = name.rpartition(".")
    if suffix == "typ":  # the layout of a printed document
        return not in_feature
    return (suffix == "py" and role in ROLES) or name in (FILES_OF_A_FEATURE if in_feature else FILES_OF_A_DOMAIN)


def entries(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.name != "__pycache__" and (p.is_file() or any(p.rglob("*.*"))))


def is_feature(folder: Path) -> bool:
    """Return whether a folder has a package of a role inside, and a name that says what it is about."""
    return folder.name not in VAGUE and any((folder / role / "__init__.py").exists() for role in ROLES)


def unknown_entries(domain: Path) -> list[Path]:
    """Return the files and folders of a domain and of its features that have no known role."""
    unknown = []
    for entry in entries(domain):
        if is_known(entry.name, folder=entry.is_dir()):
            continue
        if entry.is_dir() and is_feature(entry):
            unknown += [e for e in entries(entry) if not is_known(e.name, folder=e.is_dir(), in_feature=True)]
        else:
            unknown.append(entry)
    return unknown


@pytest.mark.parametrize("name", [d for d in domain_order() if d not in EXEMPT])
def test_a_domain_and_its_features_contain_known_roles_only(name):
    unknown = {str(p.relative_to(SOURCE)) for p in unknown_entries(SOURCE / name)}
    assert unknown - KNOWN_EXCEPTIONS == set(), "name the file after its role, or put it in the folder of one"


def test_every_exception_exists():
    assert {name for name in KNOWN_EXCEPTIONS if not (SOURCE / name).exists()} == set()


@pytest.mark.parametrize(
    ("files", "unknown"),
    [
        (["README.md", "rules/scoring.py", "web/views.py", "templates/visits/list.html"], []),
        (["approval/__init__.py", "approval/rules/__init__.py", "approval/web/__init__.py"], []),
        (["need.typ", "events.py", "models.py"], []),
        (["utils.py"], ["utils.py"]),
        (["common/__init__.py", "common/text.py"], ["common"]),
        (["common/__init__.py", "common/rules/__init__.py"], ["common"]),
        (["pricing_service.py", "helpers/dates.py"], ["helpers", "pricing_service.py"]),
        (["approval/rules/__init__.py", "approval/utils.py"], ["approval/utils.py"]),
        (["approval/rules/__init__.py", "approval/migrations/0001_initial.py"], ["approval/migrations"]),
    ],
)
def test_a_stray_file_is_seen(tmp_path, files, unknown):
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert [str(p.relative_to(tmp_path)) for p in unknown_entries(tmp_path)] == unknown
