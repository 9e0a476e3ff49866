"""What the session of a page keeps, read and changed by a test."""

from studio.ui.entries import KEPT, Entry, Value


def kept(app, entry: Entry[Value]) -> Value:
    return app.session_state[KEPT].get(entry, entry.default)


def keep(app, entry: Entry[Value], value: Value) -> None:
    app.session_state[KEPT][entry] = value
