"""One task in a process of its own: `python -m … TASK PARAMETERS RESULT_FILE`."""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from collections.abc import Callable

# Imported only when asked for: the memory of one engine is not that of the others.
PAKET = "asn_portal.perintah.tolok_ukur"
TUGAS = {
    "siapkan": "siapkan:kota_uji",
    "kita": "kita:ukur",
    "satu_orang": "satu_orang:ukur",
    "orm": "lawan.orm:ukur",
    "objek": "lawan.objek:ukur",
    "sql_himpunan": "lawan.sql_himpunan:ukur",
    "sql_lebar": "lawan.sql_lebar:ukur",
    "berkas": "berkas:tulis",
    "impor_kita": "impor_kita:ukur",
    "impor_lazim": "lawan.impor_lazim:ukur",
}


def main() -> int:
    """Run the task and leave its result in the file."""
    nama, param, keluaran = sys.argv[1:]
    django.setup()
    module, _, function = TUGAS[nama].partition(":")
    run: Callable[[dict[str, Any]], dict[str, Any]] = getattr(
        import_module(f"{PAKET}.{module}"), function
    )
    Path(keluaran).write_text(json.dumps(run(json.loads(param))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
