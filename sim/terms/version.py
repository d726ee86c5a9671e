"""The version of sanduan: part of every log, so it stands in the code, not in what is installed."""

from typing import Final

VERSION: Final = "0.1.0"
