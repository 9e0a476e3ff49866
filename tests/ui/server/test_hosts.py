"""Who is at the server."""

import pytest
import streamlit as st

from studio.ui.server import hosts


@pytest.mark.parametrize(
    ("address", "names", "expected"),
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
    monkeypatch, address, names, expected
):
    settings = {hosts.ADDRESS: address, hosts.HOSTS: names}
    monkeypatch.setattr(st, "get_option", settings.__getitem__)
    assert hosts.local() is expected
