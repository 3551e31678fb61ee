"""What an installation says by its variables, and what it gets when it says nothing."""

import json
import os
import subprocess
import sys

import pytest

from arpent.site import settings as module

SHOW = (
    "import json, django.conf; s = django.conf.settings; print(json.dumps({k: getattr(s, k) for k in %r}, default=str))"
)


def load(tmp_path, *names, **env):
    """Return settings as a process of its own reads them."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("ARPENT_")}
    path = str(module.__file__).rsplit("/arpent/", 1)[0]
    env = {
        **inherited,
        "ARPENT_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "arpent.site.settings",
        "PYTHONPATH": path,
        **env,
    }
    done = subprocess.run([sys.executable, "-c", SHOW % (names,)], env=env, capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr


@pytest.mark.parametrize(
    ("env", "proxies"),
    [({}, 0), ({"ARPENT_TLS": "1"}, 1), ({"ARPENT_TLS": "1", "ARPENT_PROXIES": "0"}, 0), ({"ARPENT_PROXIES": "2"}, 2)],
)
def test_tls_means_one_proxy_unless_another_number_is_said(tmp_path, env, proxies):
    found = load(tmp_path, "ARPENT_PROXIES", "ALLAUTH_TRUSTED_PROXY_COUNT", "ALLOWED_HOSTS", **env)
    assert found["ARPENT_PROXIES"] == found["ALLAUTH_TRUSTED_PROXY_COUNT"] == proxies
    assert "testserver" not in found["ALLOWED_HOSTS"]


def test_an_invalid_number_of_proxies_is_reported(tmp_path):
    assert "ARPENT_PROXIES is 'one': write a whole number" in load(tmp_path, "ARPENT_PROXIES", ARPENT_PROXIES="one")
