"""The switch with which golden digests are renewed."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the digests be renewed, knowingly."""
    parser.addoption("--renew", action="store_true", help="take the digests of today for the golden ones")
