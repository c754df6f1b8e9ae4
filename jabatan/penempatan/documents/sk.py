"""The decree as PDF/A by typst, with a QR code to the public check page."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segno
import typst

if TYPE_CHECKING:
    from collections.abc import Mapping

TEMPLATE = Path(__file__).with_name("sk.typ")


def qr_svg(address: str) -> str:
    """QR code as SVG text; level M survives a fold through the paper."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()


def cetak(isi: Mapping[str, Any], kertas: str) -> bytes:
    """The paper; the same content gives the same bytes (no clock, no fonts of the machine)."""
    day = date.fromisoformat(isi["tanggal_iso"])
    pdf: bytes = typst.compile(
        str(TEMPLATE),
        timestamp=datetime.combine(day, time.min, tzinfo=UTC),
        ignore_system_fonts=True,
        pdf_standards="a-2b",
        sys_inputs={
            "isi": json.dumps(isi, ensure_ascii=False, sort_keys=True),
            "qr": qr_svg(str(isi["alamat_periksa"])),
            "kertas": kertas,
        },
    )
    return pdf
