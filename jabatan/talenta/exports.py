"""The list of the talent map as rows of an export."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from asn_portal.berkas.ekspor import Isi
from asn_portal.core.dates import long_date
from asn_portal.core.templatetags.portal import nip_samar
from jabatan.merit import COMPONENTS, KINERJA
from jabatan.peta.models import Pegawai
from jabatan.peta.permissions import may_see_discipline, may_see_numbers
from jabatan.talenta.engine.kotak import REKOMENDASI
from jabatan.talenta.engine.nilai import SEBUTAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from asn_portal.core.models import Instansi
    from jabatan.peta.selectors.unit import PohonUnit
    from jabatan.talenta.pipeline import Daftar, PetaTalenta

CHUNK: Final = 2_000  # people whose evidence is read at once
COLUMNS: Final = (
    "Nama", "NIP", "Jabatan", "Unit", "Perangkat daerah", "Kotak", "Nama kotak", "Kinerja",
    "Potensial", "Nilai talenta", *(SEBUTAN[name] for name in COMPONENTS), "Yang belum ada",
    "Rekomendasi",
)  # fmt: skip
# Beside the potential axis its other parts would give the integrity points away.
TERTUTUP: Final = len(KINERJA)


def talent_table(
    user: Any,
    instansi: Instansi,
    *,
    peta: PetaTalenta,
    rows: Any,
    daftar: Callable[[Any], Iterable[Daftar]],
    pohon: PohonUnit,
) -> Isi:
    """Everybody at these positions of the map, read in parts by `daftar`.

    The parts of potential only for those who may see discipline.
    """

    def lines() -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(rows), CHUNK):
            for one in daftar(rows[start : start + CHUNK]):
                yield _row(user, one, pohon)

    def orang() -> Iterable[int]:
        people = Pegawai.objects.filter(pk__in=peta.ids[rows].tolist())
        return people.values_list("orang_id", flat=True)

    return Isi(
        f"Peta talenta {long_date(peta.acuan)}",
        f"peta-talenta-{peta.acuan}",
        COLUMNS,
        lines,
        jumlah=len(rows),
        instansi=instansi,
        lihat="nilai",
        orang=orang,
    )


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
            None if value < 0 or (hidden and place >= TERTUTUP) else Decimal(value) / 100
            for place, value in enumerate(one.values)
        ),
        "; ".join(f"{gap.sebutan}: {gap.kurang} ({gap.pemasok})" for gap in one.kurang),
        "; ".join(REKOMENDASI.get(one.kotak, ())),
    )
