"""Manifests of the installed domains, in the order of INSTALLED_APPS (lower domains first)."""

from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from arpent.kernel.manifest import Domain


@cache
def manifests() -> tuple[Domain, ...]:
    """Return the manifest of each installed domain that has a ``domain.py``."""
    found = []
    for config in apps.get_app_configs():
        if config.name.startswith("arpent.") and module_has_submodule(config.module, "domain"):
            found.append(import_module(f"{config.name}.domain").DOMAIN)
    return tuple(found)
