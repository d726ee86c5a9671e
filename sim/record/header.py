"""The head of a log: everything the run was a function of, and nothing of the machine it ran on."""

from typing import Final

import msgspec

SCHEMA: Final = 1
"""Number of the schema of facts and of the log file; a log of another schema is refused by name."""
DIGEST_BYTES: Final = 16
"""Length of the digest of a log."""


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What a log is a log of 日志头: part of the digest, so without path, machine or wall-clock time.

    Attributes
    ----------
    schema
        Number of the schema of the facts.
    program
        Version of sanduan.
    scenario
        The scenario as canonical JSON: a log can be read, folded and replayed without any other file.
    fingerprint
        Digest of the scenario.
    policy
        Name of the dispatch policy.
    seed, rep
        Seed of the study and number of the replication.
    horizon_ms
        When the run ends.
    start
        Date and time of the start of the scenario, ISO 8601.
    """

    schema: int = SCHEMA
    program: str
    scenario: bytes
    fingerprint: str
    policy: str
    seed: int
    rep: int
    horizon_ms: int
    start: str


_DECODER = msgspec.msgpack.Decoder(Header)


def encode_header(header: Header) -> bytes:
    """Return the canonical bytes of a header, with which a log's digest begins."""
    return msgspec.msgpack.encode(header)


def decode_header(data: bytes) -> Header:
    """Return the header that canonical bytes hold.

    Raises
    ------
    msgspec.MsgspecError
        If they hold none, or one of another schema.
    """
    header = _DECODER.decode(data)
    if header.schema != SCHEMA:
        raise msgspec.ValidationError(f"a log of schema {header.schema}; this program reads schema {SCHEMA}")
    return header
