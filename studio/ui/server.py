"""Where the server listens, and for whom."""

import ipaddress
from collections.abc import Sequence

import streamlit as st

ADDRESS, HOSTS = "server.address", "server.allowedHosts"  # Streamlit's settings
HERE = "localhost"


def local() -> bool:
    """Tell whether the server is for this computer alone: its visitors are its own people.

    Not where it listens on a network, and not where it answers to a name of one, behind a proxy.
    """
    return is_here(st.get_option(ADDRESS) or "") and all(map(is_here, public_hosts()))


def public_hosts() -> Sequence[str]:
    """Return the names, besides its own, that the server was told to answer to."""
    return st.get_option(HOSTS)


def is_here(host: str) -> bool:
    """Tell whether a host's name or address can mean nothing but this computer.

    Examples
    --------
    >>> [is_here(host) for host in ("localhost", "127.0.0.1", "::1", "[::1]")]
    [True, True, True, True]
    >>> [is_here(host) for host in ("", "0.0.0.0", "192.168.0.7", "localhost.example")]
    [False, False, False, False]
    """
    try:
        return host == HERE or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
