"""What a laptop's package says of itself is looked at like anything a stranger wrote."""

from __future__ import annotations

import io
import zipfile

import pytest

from bihuan.exchange.parcels import MANIFEST, MOMENT, ParcelUnusable, unpacked


def inside() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(MANIFEST, MOMENT), b'{"files":{}}')
    return held.getvalue()


SOUND = inside()
LISTED, ENDS = SOUND.index(b"PK\x01\x02"), SOUND.index(b"PK\x05\x06")
LIES = {
    "its list begins before the file": (ENDS + 16, (LISTED + 38).to_bytes(4, "little")),
    "a name in no encoding": (LISTED + 8, b"\0\x08" + SOUND[LISTED + 10 : LISTED + 46] + b"\xb1"),
    "a part longer than the file": (LISTED + 20, b"\xff\xff\0\0\xff\xff"),
    "sealed with a password": (LISTED + 8, b"\1"),
    "a list cut off": (ENDS + 12, b"\x02"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_package_that_lies_about_itself_is_refused(lie: str) -> None:
    at, put = LIES[lie]
    assert unpacked(SOUND)
    with pytest.raises(ParcelUnusable, match="a part of it is missing or damaged"):
        unpacked(SOUND[:at] + put + SOUND[at + len(put) :])
