"""A name that somebody typed in leads to no machine inside."""

import socket

import pytest

from motcua.net import addresses


def resolving(monkeypatch, *numbers):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)) for number in numbers]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "::1",
        "fd00::1",
        "fe80::1",
        "::ffff:10.0.0.1",
    ],
)
def test_addresses_inside_are_refused_even_beside_a_public_one(monkeypatch, number):
    resolving(monkeypatch, number)
    with pytest.raises(addresses.NotPublicError):
        addresses.public("xau.example", 443)
    resolving(monkeypatch, "203.162.0.11", number)
    with pytest.raises(addresses.NotPublicError):
        addresses.public("xau.example", 443)


def test_a_public_address_is_the_one_that_is_connected_to(monkeypatch):
    resolving(monkeypatch, "203.162.0.11")
    assert addresses.public("tot.example", 443) == "203.162.0.11"


def test_a_name_that_nobody_has_is_refused(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(addresses.NotPublicError):
        addresses.public("khong-co.example", 443)
