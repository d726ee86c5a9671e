"""The catalogue of words 文案目录: a gettext file, read when the first word is asked for."""

import gettext
from functools import cache
from pathlib import Path
from typing import Final

LOCALE: Final = Path(__file__).parent / "locale"
"""Where catalogues stand, a folder for each language."""
DOMAIN: Final = "sanduan"
LANGUAGE: Final = "zh_CN"


@cache
def catalogue() -> gettext.NullTranslations:
    """Return the catalogue of Chinese words."""
    return gettext.translation(DOMAIN, LOCALE, [LANGUAGE])


def chinese(english: str, context: str = "") -> str:
    """Return the Chinese of English words; the words themselves where the catalogue has none.

    Parameters
    ----------
    english
        The words, with their gaps in braces.
    context
        Which of its meanings is meant, where the English has more than one Chinese.
    """
    found = catalogue()
    return found.pgettext(context, english) if context else found.gettext(english)
