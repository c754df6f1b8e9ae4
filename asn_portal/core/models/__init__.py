"""Tables of the ground floor, by noun."""

from asn_portal.core.models.aturan import Aturan
from asn_portal.core.models.bukti import PerubahanBukti, VersiBukti
from asn_portal.core.models.catatan import AksesData, IsiPeristiwa, Peristiwa
from asn_portal.core.models.dasar import TimestampedModel, random_code
from asn_portal.core.models.kalender import HariLibur
from asn_portal.core.models.nomor import NomorUrut
from asn_portal.core.models.orang import Instansi, Orang, Penugasan, UnitKerja, User
from asn_portal.core.models.pekerjaan import KunciIdempotensi, Outbox, Pekerjaan

__all__ = [
    "AksesData",
    "Aturan",
    "HariLibur",
    "Instansi",
    "IsiPeristiwa",
    "KunciIdempotensi",
    "NomorUrut",
    "Orang",
    "Outbox",
    "Pekerjaan",
    "Penugasan",
    "Peristiwa",
    "PerubahanBukti",
    "TimestampedModel",
    "UnitKerja",
    "User",
    "VersiBukti",
    "random_code",
]
