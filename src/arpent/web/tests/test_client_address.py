"""Who calls is read in one place: through the declared proxies, and never from what the caller writes."""

import pytest
from django.test import RequestFactory

from arpent.web.client_address import address_of, is_local_request, network_of

CALLER, PROXY = "198.51.100.7", "10.0.0.2"


def request(peer="127.0.0.1", bound="127.0.0.1", **headers):
    return RequestFactory().get("/", REMOTE_ADDR=peer, SERVER_NAME=bound, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, PROXY),
        (0, "203.0.113.9", PROXY),  # nobody declared a proxy: the header is the caller's own
        (1, CALLER, CALLER),
        (1, f"203.0.113.9, 127.0.0.1, {CALLER}", CALLER),  # what the caller wrote before it is not believed
        (2, f"203.0.113.9, {CALLER}, 10.0.0.3", CALLER),
        (3, f"127.0.0.1, {CALLER}, 10.0.0.4, 10.0.0.3", CALLER),
        (2, CALLER, PROXY),  # one hop where two are declared: not our way
        (1, None, PROXY),
        (1, "", PROXY),
        (1, "nonsense", PROXY),
        (1, f"{CALLER}:51234", CALLER),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "::ffff:198.51.100.7", CALLER),
    ],
)
def test_the_client_is_as_many_hops_away_as_proxies_are_declared(settings, proxies, forwarded, expected):
    settings.ARPENT_PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    assert address_of(request(PROXY, **headers)) == expected


def test_a_caller_without_an_address_is_unknown_rather_than_a_fault(settings):
    assert address_of(request("")) == "0.0.0.0"


@pytest.mark.parametrize(
    ("proxies", "peer", "bound", "headers", "here"),
    [
        (0, "127.0.0.1", "127.0.0.1", {}, True),
        (0, "::1", "::1", {}, True),
        (0, "127.0.0.1", "0.0.0.0", {}, False),  # others reach this server too
        (0, CALLER, "127.0.0.1", {}, False),
        (0, "127.0.0.1", "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, False),  # an undeclared proxy
        (0, "127.0.0.1", "127.0.0.1", {"Forwarded": "for=127.0.0.1"}, False),
        (0, "127.0.0.1", "127.0.0.1", {"Via": "1.1 somebody"}, False),
        (0, "127.0.0.1", "127.0.0.1", {"X-Forwarded-Host": "arpent.firm.example"}, False),
        (0, "127.0.0.1", "127.0.0.1", {"CF-Connecting-IP": CALLER}, False),
        (1, "127.0.0.1", "127.0.0.1", {}, False),  # a proxy of this machine that does not say for whom it asks
        (1, "127.0.0.1", "127.0.0.1", {"X-Forwarded-For": "unknown"}, False),
        (2, "127.0.0.1", "127.0.0.1", {"X-Forwarded-For": CALLER}, False),  # one hop where two are declared
        (1, "127.0.0.1", "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, True),
        (1, "127.0.0.1", "127.0.0.1", {"X-Forwarded-For": CALLER}, False),
        (1, "127.0.0.1", "127.0.0.1", {"X-Forwarded-For": f"127.0.0.1, {CALLER}"}, False),
        (0, "127.0.0.1", "arpent.firm.example", {"Host": "127.0.0.1"}, False),
    ],
)
def test_only_a_direct_call_to_a_loopback_server_comes_from_this_machine(settings, proxies, peer, bound, headers, here):
    settings.ARPENT_PROXIES = proxies
    assert is_local_request(request(peer, bound, **headers)) is here


def test_an_ipv6_client_counts_by_its_network():
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::9") == "2001:db8:1:2::"
    assert network_of(CALLER) == CALLER


def test_behind_a_proxy_one_caller_who_is_locked_out_locks_nobody_else_out(cast, client, settings):
    settings.ARPENT_PROXIES = 1
    cast.owner.set_password("cheval-agrafe-batterie")
    cast.owner.save()
    wrong = {"login": "nobody@firm.example", "password": "faux-mot-de-passe"}
    for _ in range(15):
        client.post("/account/login/", wrong, headers={"X-Forwarded-For": "203.0.113.9"})
    right = {"login": cast.owner.email, "password": "cheval-agrafe-batterie"}
    assert client.post("/account/login/", right, headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 200
    assert client.post("/account/login/", right, headers={"X-Forwarded-For": CALLER}).status_code == 302
