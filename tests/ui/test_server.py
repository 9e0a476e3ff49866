"""Who is at the server."""

import pytest
import streamlit as st

from studio.ui import server


@pytest.mark.parametrize(
    ("address", "hosts", "expected"),
    [
        ("127.0.0.1", [], True),
        ("::1", ["localhost"], True),
        (None, [], False),
        ("0.0.0.0", [], False),
        ("192.168.0.7", [], False),
        ("127.0.0.1", ["studio.example"], False),
        ("127.0.0.1", ["*"], False),
    ],
)
def test_the_server_is_local_where_only_this_computer_reaches_it(
    monkeypatch, address, hosts, expected
):
    settings = {server.ADDRESS: address, server.HOSTS: hosts}
    monkeypatch.setattr(st, "get_option", settings.__getitem__)
    assert server.local() is expected
