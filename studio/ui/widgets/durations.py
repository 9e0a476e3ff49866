"""How long something takes, and when something is, as a person reads it."""

from studio.ui.language import tell


def tell_seconds(seconds: float) -> str:
    """Return how long something takes.

    Examples
    --------
    >>> tell_seconds(40), tell_seconds(200), tell_seconds(9000)
    ('40 s', '3 min', '2.5 h')
    """
    if seconds < 90:
        return tell("{n:.0f} s", n=seconds)
    if seconds < 5400:
        return tell("{n:.0f} min", n=seconds / 60)
    return tell("{n:.1f} h", n=seconds / 3600)


def tell_time(seconds: float, digits: int = 0) -> str:
    """Return a time of a film.

    Examples
    --------
    >>> tell_time(75.25), tell_time(75.25, 2), tell_time(3600)
    ('1:15', '1:15.25', '60:00')
    """
    minutes, rest = divmod(round(seconds, digits), 60)
    return f"{minutes:.0f}:{rest:0{digits + 3 if digits else 2}.{digits}f}"
