"""Words from outside, made fit for a page: names of files and recipes, and errors that quote them.

Streamlit takes most of its texts for Markdown, of its own kind: with formulas, coloured words,
icons and live addresses. `st.text`, alternative texts and our components show text as it is.
"""

import re

LONGEST_NAME = 40  # letters of a file name in the sidebar
# Links and icons are looked for when backslashes are gone: this, which nobody sees, breaks them.
JOINER = "\N{WORD JOINER}"
MARKUP = re.compile(r"[\\`*\[\]<>$~#|&]|(?<![^\W_])_|_(?![^\W_])")  # not within a word
LIVE = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)|^(?=[-+=]|\d+[.)])", re.IGNORECASE)


def plain(text: str) -> str:
    r"""Escape what Markdown would draw: an error may quote a hostile file.

    Examples
    --------
    >>> plain("![x](y) *a* a_b _c_")
    '!\\[x\\](y) \\*a\\* a_b \\_c\\_'
    >>> plain(":smile:").encode()
    b':\xe2\x81\xa0smile:'
    """
    line = " ".join(sendable(text).split())
    return LIVE.sub(JOINER, MARKUP.sub(r"\\\g<0>", line))


def short(name: str, most: int = LONGEST_NAME) -> str:
    """Return a file name fit for showing: one line, its two ends, no control characters.

    Examples
    --------
    >>> short("a very long name of a photo.jpeg", 15)
    'a very …to.jpeg'
    """
    visible = "".join(letter if letter.isprintable() else "?" for letter in name)
    if len(visible) <= most:
        return visible
    half = (most - 1) // 2
    return f"{visible[:half]}…{visible[-half:]}"


def sendable(text: str) -> str:
    """Replace halves of letters, which no message to a browser can hold."""
    return text.encode(errors="replace").decode()
