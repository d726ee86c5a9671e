"""The version of sanduan: part of every log, so it stands in the code and not in what happens to be installed."""

from typing import Final

VERSION: Final = "0.1.0"
