"""What browser pages take from the catalogue: the Chinese of the words that their scripts say."""

import json
import re
from typing import Final

from sim.words.catalogue import chinese

_TEXT: Final = r'"(?:[^"\\]|\\.)*"'
_SAID: Final = re.compile(rf"\bboth(?:_in\(\s*({_TEXT}),\s*|\(\s*)({_TEXT})")
APART: Final = "\x04"
"""Stands between a context and its words, as in a catalogue."""


def book(scripts: str) -> dict[str, str]:
    """Return the Chinese of all words that scripts say.

    Parameters
    ----------
    scripts
        JavaScript, in which words stand as ``both("words")`` or ``both_in("context", "words")``.
    """
    found = {}
    for context, words in _SAID.findall(scripts):
        english, meaning = json.loads(words), json.loads(context) if context else ""
        found[f"{meaning}{APART}{english}" if meaning else english] = chinese(english, meaning)
    return dict(sorted(found.items()))


def book_script(scripts: str) -> str:
    """Return the script that holds the book of some scripts."""
    return f"export const BOOK = {json.dumps(book(scripts), ensure_ascii=False, separators=(',', ':'))};\n"
