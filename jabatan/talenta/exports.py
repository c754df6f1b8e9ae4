"""The list of the talent map as a spreadsheet."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse

from asn_portal.core.dates import long_date
from asn_portal.core.templatetags.portal import nip_samar
from jabatan.merit import COMPONENTS
from jabatan.peta.permissions import may_see_discipline, may_see_numbers
from jabatan.talenta.engine.kotak import REKOMENDASI
from jabatan.talenta.engine.nilai import SEBUTAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jabatan.peta.selectors.unit import PohonUnit
    from jabatan.talenta.pipeline import Daftar, PetaTalenta

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS: Final = (
    "Nama", "NIP", "Jabatan", "Unit", "Perangkat daerah", "Kotak", "Nama kotak", "Kinerja",
    "Potensial", "Nilai talenta", *(SEBUTAN[name] for name in COMPONENTS), "Yang belum ada",
    "Rekomendasi",
)  # fmt: skip
INTEGRITAS: Final = COMPONENTS.index("integritas")


def talent_table(
    user: Any, daftar: Iterable[Daftar], peta: PetaTalenta, pohon: PohonUnit
) -> HttpResponse:
    """Everybody of the filter; the integrity points only for those who may see discipline."""
    from asn_portal.berkas.exports import write_xlsx  # noqa: PLC0415 -- the writer is slow to load

    data = write_xlsx(
        f"Peta talenta {long_date(peta.acuan)}", COLUMNS, [_row(user, one, pohon) for one in daftar]
    )
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="peta-talenta-{peta.acuan}.xlsx"'
    return response


def _row(user: Any, one: Daftar, pohon: PohonUnit) -> tuple[Any, ...]:
    person = one.pegawai
    node = pohon.simpul.get(person.unit_id) if person.unit_id else None
    opd = pohon.opd_of(node) if node else None
    hidden = not may_see_discipline(user, person)
    return (
        person.orang.nama_lengkap,
        person.nip if may_see_numbers(user, person) else nip_samar(person.nip),
        one.jabatan,
        node.nama if node else "",
        opd.nama if opd else "",
        one.kotak or None,
        one.nama_kotak,
        *(Decimal(text) if text else None for text in (one.kinerja, one.potensial, one.talenta)),
        *(
            None if value < 0 or (hidden and place == INTEGRITAS) else Decimal(value) / 100
            for place, value in enumerate(one.values)
        ),
        "; ".join(f"{gap.sebutan}: {gap.kurang} ({gap.pemasok})" for gap in one.kurang),
        "; ".join(REKOMENDASI.get(one.kotak, ())),
    )
