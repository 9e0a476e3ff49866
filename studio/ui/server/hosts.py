"""Where the server listens, and for whom."""

import ipaddress
from urllib.parse import urlsplit

import streamlit as st

ADDRESS, HOSTS = "server.address", "server.allowedHosts"  # Streamlit's settings
HERE = "localhost"


def local() -> bool:
    """Tell whether the server is for this computer alone: its visitors are its own people.

    Not where it listens on a network, and not where it answers to a name of one, behind a proxy.
    """
    return is_here(st.get_option(ADDRESS) or "") and all(map(is_here, st.get_option(HOSTS)))


def answers_to(host: str) -> bool:
    """Tell whether a request's `Host`, a name and perhaps a port, is one of the server's own.

    Those that `server.allowedHosts` names, where it names any, and no other. Else the names of
    this computer, the address that the server was started with, and, where it was started for a
    network, any address in numbers: those cannot be led elsewhere, as names can.
    """
    name = _name(host)
    if allowed := st.get_option(HOSTS):
        return any(_fits(name, pattern.lower()) for pattern in allowed)
    address = st.get_option(ADDRESS) or ""
    return is_here(name) or (name and name == address) or (not is_here(address) and _is_ip(name))


def is_here(host: str) -> bool:
    """Tell whether a host's name or address can mean nothing but this computer.

    Examples
    --------
    >>> [is_here(host) for host in ("localhost", "127.0.0.1", "::1", "[::1]")]
    [True, True, True, True]
    >>> [is_here(host) for host in ("", "0.0.0.0", "192.168.0.7", "localhost.example")]
    [False, False, False, False]
    """
    return host == HERE or (_is_ip(host) and ipaddress.ip_address(host.strip("[]")).is_loopback)


def _name(host: str) -> str:
    """Return the name in a `Host`, in small letters; empty if it is none."""
    try:
        parts = urlsplit(f"//{host}")
        known = parts.hostname or ""
        bracketed = f"[{known}]" if ":" in known else known
        whole = bracketed if parts.port is None else f"{bracketed}:{parts.port}"
    except ValueError:
        return ""
    return known if whole == host.lower() else ""


def _fits(name: str, pattern: str) -> bool:
    if pattern == "*":
        return True
    return name.endswith(pattern[1:]) if pattern.startswith("*.") else name == pattern.strip("[]")


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
