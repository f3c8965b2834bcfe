"""Parts are inflated by ISA-L where it is installed; what it does not prove is left to zlib."""

from __future__ import annotations

import subprocess
import sys
import zlib
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from isal import isal_zlib

from workbook_tool.files import inflate
from workbook_tool.files.inflate import inflated

CONTENT = "指标值".encode() * 500


def packed(data: bytes = CONTENT) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.fixture(params=[[isal_zlib, zlib], [zlib]], ids=["isal", "zlib"])
def codecs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inflate, "_codecs", request.param)


@pytest.mark.usefixtures("codecs")
@pytest.mark.parametrize("data", [b"", b"x", CONTENT, bytes(300_000)])
def test_a_stream_gives_what_was_packed(data: bytes) -> None:
    assert inflated(packed(data), len(data), zlib.crc32(data)) == data


@pytest.mark.usefixtures("codecs")
def test_no_more_is_given_than_was_told() -> None:
    assert inflated(packed(), 9, zlib.crc32(CONTENT[:9])) == CONTENT[:9]


@pytest.mark.usefixtures("codecs")
@pytest.mark.parametrize(
    ("stream", "total"),
    [
        (packed(), zlib.crc32(b"other")),
        (packed()[:-5], zlib.crc32(CONTENT)),
        (b"\xff" * 40, zlib.crc32(CONTENT)),
        (b"", zlib.crc32(CONTENT)),
    ],
)
def test_a_stream_without_the_told_content_is_refused(stream: bytes, total: int) -> None:
    with pytest.raises(zlib.error):
        inflated(stream, len(CONTENT), total)


def failing(*_: object) -> bytes:
    raise isal_zlib.error


@pytest.mark.parametrize("decompress", [failing, lambda *_: b"wrong", lambda *_: b""])
def test_what_the_first_library_gets_wrong_zlib_is_asked_for(
    decompress: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = SimpleNamespace(decompress=decompress)
    stub = SimpleNamespace(decompressobj=lambda _: wrong, crc32=zlib.crc32, error=isal_zlib.error)
    monkeypatch.setattr(inflate, "_codecs", [stub, zlib])
    assert inflated(packed(), len(CONTENT), zlib.crc32(CONTENT)) == CONTENT


def asked_first(code: str) -> str:
    """The library that a fresh process asks first after some code."""
    told = f"{code}; from workbook_tool.files import inflate; print(inflate._codecs[0].__name__)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_worker_of_a_batch_asks_isal_first() -> None:
    assert asked_first("from workbook_tool.batch.child import prepare; prepare()") == "isal.isal_zlib"


def test_a_worker_without_the_extra_makes_do_with_zlib() -> None:
    hidden = "import sys; sys.modules['isal'] = None"
    assert asked_first(f"{hidden}; from workbook_tool.batch.child import prepare; prepare()") == "zlib"


def test_one_workbook_alone_is_read_by_zlib() -> None:
    assert asked_first("import workbook_tool.files.grids") == "zlib"
