"""Words in both languages 双语: the English stands in the code, its Chinese in the catalogue."""

from enum import StrEnum
from typing import NamedTuple

from sim.words.catalogue import chinese


class Lang(StrEnum):
    """Language of a figure, or the one a page shows first."""

    ZH = "zh"
    EN = "en"


class Both(NamedTuple):
    """The same words in both languages."""

    zh: str
    en: str

    def of(self, lang: Lang) -> str:
        """Return the words in one language."""
        return self.en if lang is Lang.EN else self.zh

    def fill(self, **values: object) -> "Both":
        """Return the words with their gaps filled; of a value in both languages each takes its own.

        Examples
        --------
        >>> Both("{n} 起", "{n} calls").fill(n=3)
        Both(zh='3 起', en='3 calls')
        """
        zh = {key: value.zh if isinstance(value, Both) else value for key, value in values.items()}
        en = {key: value.en if isinstance(value, Both) else value for key, value in values.items()}
        return Both(self.zh.format(**zh), self.en.format(**en))

    @property
    def zh_en(self) -> str:
        """The Chinese and then the English, on one line."""
        return f"{self.zh} {self.en}"

    @property
    def en_zh(self) -> str:
        """The English and then the Chinese, on one line."""
        return f"{self.en} {self.zh}"

    @property
    def stacked(self) -> str:
        """The Chinese above the English."""
        return f"{self.zh}\n{self.en}"

    @property
    def help(self) -> str:
        """The English and then the Chinese, as the sentence that tells of an option.

        Examples
        --------
        >>> Both("重复号", "Replication").help
        'Replication 重复号.'
        """
        return f"{self.en} {self.zh}."


def same(words: str) -> Both:
    """Return words that read alike in both languages, such as numbers."""
    return Both(words, words)


def both(english: str) -> Both:
    """Return words with their Chinese from the catalogue.

    Parameters
    ----------
    english
        The words, written out where this is called: there the extractor of the catalogue finds them.

    Examples
    --------
    >>> both("no such words")
    Both(zh='no such words', en='no such words')
    """
    return Both(chinese(english), english)


def both_in(context: str, english: str) -> Both:
    """Return words of which the English alone has more than one Chinese, with that of a context.

    Parameters
    ----------
    context
        What the words stand for, as the catalogue has it.
    english
        The words; both are written out where this is called.
    """
    return Both(chinese(english, context), english)
