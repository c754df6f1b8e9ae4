"""What the cells of a column may hold; every refusal is a sentence. No Django here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from asn_portal.berkas.parsing.lembar import GALAT, LAMA, LOGIS, TANGGAL, WAKTU, polos

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from asn_portal.berkas.parsing.lembar import Mentah

EMPTY = frozenset({"", "-", "--", "---", "'", "null", "NULL", "Null"})
EMPTY_NAME = frozenset({"", "-", "--", "---", "'"})  # a person may be called Null
BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
EARLIEST = date(1900, 1, 1)
NIP_DIGITS, NIK_DIGITS = 18, 16
PIECE = 250  # cells looked at together; one odd cell costs a look at each of its piece
EXACT_INTEGER = 10**15  # Excel keeps no more digits
_BULAN = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september",
    "oktober", "november", "desember",
)  # fmt: skip
_MONTHS = {name: i for i, name in enumerate(_BULAN, 1)} | {
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8,
    "october": 10, "december": 12, "jan": 1, "feb": 2, "peb": 2, "pebruari": 2, "mar": 3,
    "apr": 4, "jun": 6, "jul": 7, "agu": 8, "ags": 8, "agt": 8, "agust": 8, "aug": 8, "sep": 9,
    "sept": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "nopember": 11, "des": 12, "dec": 12,
}  # fmt: skip
_YMD = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_DMY = re.compile(r"(\d{1,2})[-.](\d{1,2})[-.](\d{4})(?: \d{2}:\d{2}(?::\d{2})?)?")
_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WORDS = re.compile(r"(\d{1,2})[ \-.]([A-Za-z]+)[ \-.,]+(\d{4})")
_BLANKS = re.compile(r"[ \t]+")
_SCIENTIFIC = re.compile(r"\d[.,]?\d*[eE]\+?\d+")
_MARKS = {TANGGAL: "tanggal", WAKTU: "tanggal", LAMA: "jam", LOGIS: "benar atau salah"}
_INTEGER = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_GROUPED_ID = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+")


class Tolak(Exception):  # noqa: N818 -- a verdict on a cell, read in the plans of the components
    """The cell cannot be taken; the message says what is there and what is wanted."""


@dataclass(frozen=True, slots=True)
class Pembaca:
    """How to read a column: `baca` gets the raw cell (text or number, marks of lembar.py)."""

    harap: str
    baca: Callable[[Mentah], Any]
    tulis: Callable[[Any], Any] = lambda value: value
    kosong: frozenset[str] = EMPTY
    pilihan: tuple[str, ...] = ()
    # Many text cells at once where nothing stands out; None: look at each.
    borong: Callable[[Sequence[str]], Sequence[Any] | None] | None = None

    def semua(self, cells: Sequence[Mentah], tolak: dict[int, str]) -> list[Any]:
        """Typed values of distinct cells; `tolak` is told which were refused and why."""
        values: list[Any] = []
        for awal in range(0, len(cells), PIECE):
            potongan = cells[awal : awal + PIECE]
            if self.borong is not None and set(map(type, potongan)) == {str}:
                borongan = self.borong(cast("Sequence[str]", potongan))
                if borongan is not None:
                    values += borongan
                    continue
            for i, cell in enumerate(potongan, awal):
                try:
                    values.append(self.nilai(cell))
                except Tolak as error:
                    values.append(None)
                    tolak[i] = str(error)
        return values

    def nilai(self, cell: Mentah) -> Any:
        """Typed value; None for an empty marker."""
        if isinstance(cell, str):
            if cell.startswith("\x00"):
                if cell.startswith(GALAT):
                    raise Tolak("Sel berisi galat atau karakter yang tidak terbaca.")
            else:
                cell = bersih(cell)
                if cell in self.kosong:
                    return None
        return self.baca(cell)


def bersih(text: str) -> str:
    """NFC, no blanks around, no apostrophe that only holds the cell as text."""
    biasa = text.isascii() and text.isprintable()  # nearly every cell: nothing below can be in it
    if not biasa:
        text = unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    text = text.strip()
    if text.startswith("'") and len(text) > 1 and not text.endswith("'"):
        text = text[1:].lstrip()
    for char in () if biasa else text:
        if char < " " and char not in "\n\r\t":
            raise Tolak("Sel memuat karakter kendali yang tidak tampak. Ketik ulang isinya.")
        if char in BIDI or "\x7f" <= char <= "\x9f":
            raise Tolak("Sel memuat karakter pengubah arah tulisan. Ketik ulang isinya.")
    return text


def _borong_teks(cells: Sequence[str], maks: int, kosong: frozenset[str]) -> list[Any] | None:
    """Cells that `bersih` and `_teks` would leave as they are; seen at a glance for all."""
    semua = f"|{'|'.join(cells)}|"
    biasa = semua.isascii() and semua.isprintable() and max(map(len, cells)) <= maks
    if not biasa or any(sign in semua for sign in ("  ", "| ", " |", "|'")):
        return None
    return [None if cell in kosong else cell for cell in cells]


def _borong_angka(cells: Sequence[str], jumlah: int) -> Sequence[str] | None:
    """Cells that are all of this many digits."""
    semua = "".join(cells)
    return cells if semua.isascii() and semua.isdigit() and {*map(len, cells)} == {jumlah} else None


def _jenis(cell: Mentah) -> str:
    if not isinstance(cell, str):
        return "angka"
    return _MARKS.get(cell[:2], "teks")


def _kutip(cell: Mentah) -> str:
    text = polos(cell)
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'  # noqa: PLR2004 -- fits a line


def teks(maks: int = 250) -> Pembaca:
    """Free text; whole numbers become text, other typed cells are refused."""
    return Pembaca(
        f"teks paling banyak {maks} huruf",
        lambda cell: _teks(cell, maks),
        _text_out,
        borong=lambda cells: _borong_teks(cells, maks, EMPTY),
    )


def nama(maks: int = 200) -> Pembaca:
    """A name: doubled blanks become one; "Null" and "NA" are names."""
    return Pembaca(
        f"nama paling banyak {maks} huruf",
        lambda cell: _teks(cell, maks),
        _text_out,
        EMPTY_NAME,
        borong=lambda cells: _borong_teks(cells, maks, EMPTY_NAME),
    )


def _text_out(value: Any) -> Any:
    return None if value == "" else value


def _teks(cell: Mentah, maks: int) -> str:
    jenis = _jenis(cell)
    if jenis == "angka" and float(cell).is_integer() and abs(float(cell)) < EXACT_INTEGER:
        text = str(int(cell))
    elif jenis != "teks":
        raise Tolak(f"Tersimpan sebagai {jenis} ({polos(cell)}). Simpan sebagai teks.")
    else:
        text = str(cell)
    if "  " in text or "\t" in text:
        text = _BLANKS.sub(" ", text)
    if len(text) > maks:
        raise Tolak(f"Paling banyak {maks} huruf. Yang diisi {len(text)} huruf.")
    return text


def nip() -> Pembaca:
    """18 digits in a text cell, never repaired."""
    return Pembaca(
        "18 angka yang tersimpan sebagai teks",
        lambda cell: _digits(cell, "NIP", NIP_DIGITS),
        borong=lambda cells: _borong_angka(cells, NIP_DIGITS),
    )


def nik() -> Pembaca:
    """16 digits in a text cell, never repaired."""
    return Pembaca("16 angka yang tersimpan sebagai teks", lambda c: _digits(c, "NIK", NIK_DIGITS))


def _digits(cell: Mentah, nama_kolom: str, jumlah: int) -> str:
    if _jenis(cell) != "teks":
        raise Tolak(
            f"{nama_kolom} tersimpan sebagai angka sehingga angka terakhirnya dapat berubah. "
            "Ubah format kolom menjadi Teks lalu isi ulang dari sumbernya."
        )
    raw = str(cell)
    text = raw.replace(" ", "").replace(".", "")
    if len(text) == jumlah and text.isascii() and text.isdigit():
        return text
    if _SCIENTIFIC.fullmatch(raw.replace(" ", "")):
        raise Tolak(
            f"{nama_kolom} tertulis {raw} (notasi ilmiah), angka aslinya sudah hilang. "
            "Isi ulang dari sumbernya."
        )
    if not (text.isascii() and text.isdigit()):
        raise Tolak(f"{nama_kolom} terdiri atas {jumlah} angka. Yang diisi {_kutip(raw)}.")
    if len(text) != jumlah:
        raise Tolak(f"{nama_kolom} terdiri atas {jumlah} angka. Yang diisi {len(text)} angka.")
    return text


def kode(maks: int = 42, lebar: int = 0) -> Pembaca:
    """An identifier; whole numbers are allowed, `lebar` puts lost zeros back in front."""
    return Pembaca(f"kode paling banyak {maks} huruf", lambda cell: _kode(cell, maks, lebar))


def _kode(cell: Mentah, maks: int, lebar: int) -> str:
    text = _teks(cell, maks).replace(" ", "")
    return text.zfill(lebar) if text.isascii() and text.isdigit() else text


def tanggal(*, masa_depan: bool = True, hari_dulu: bool = False) -> Pembaca:
    """A date cell or unambiguous text; `hari_dulu` declares dd/mm/yyyy."""
    return Pembaca(
        "tanggal, misalnya 31-12-2025", lambda cell: _tanggal(cell, masa_depan, hari_dulu)
    )


def _tanggal(cell: Mentah, masa_depan: bool, hari_dulu: bool) -> date | None:  # noqa: FBT001
    jenis = _jenis(cell)
    if jenis == "tanggal":
        try:
            value = datetime.fromisoformat(str(cell)[2:]).date()
        except ValueError:
            raise Tolak("Sel berisi galat atau karakter yang tidak terbaca.") from None
    elif jenis != "teks":
        raise Tolak(
            f"Tersimpan sebagai {jenis} ({polos(cell)}), bukan tanggal. "
            "Ubah format kolom menjadi Tanggal atau tulis 31-12-2025."
        )
    else:
        text = " ".join(str(cell).split())
        if re.fullmatch(r"0000-00-00.*|00[-/.]00[-/.]0000", text):
            return None
        value = _teks_tanggal(text, hari_dulu)
    if value < EARLIEST:
        raise Tolak(f"Tanggal {_kutip(cell)} terlalu lampau. Tulis tahunnya empat angka.")
    if not masa_depan and value > date.today():  # noqa: DTZ011 -- office day, no instant
        raise Tolak(f"Tanggal {_kutip(cell)} belum terjadi. Isi tanggal paling lambat hari ini.")
    return value


def _teks_tanggal(text: str, hari_dulu: bool) -> date:  # noqa: FBT001
    if match := _YMD.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _DMY.fullmatch(text):
        day, month, year = map(int, match.groups())
    elif match := _SLASH.fullmatch(text):
        day, month, year = map(int, match.groups())
        if not hari_dulu and day != month and day <= 12:  # noqa: PLR2004 -- may be a month too
            raise Tolak(
                f"Tanggal {text} dapat dibaca dua cara. Tulis dengan tanda hubung: {day:02}-{month:02}-{year} "
                "untuk hari dahulu."
            )
    elif (match := _WORDS.fullmatch(text)) and match[2].lower() in _MONTHS:
        day, month, year = int(match[1]), _MONTHS[match[2].lower()], int(match[3])
    else:
        raise Tolak(f"Tanggal {_kutip(text)} tidak terbaca. Tulis seperti 31-12-2025.")
    try:
        return date(year, month, day)
    except ValueError:
        raise Tolak(f"Tanggal {_kutip(text)} tidak ada di kalender.") from None


def bulat(minimum: int | None = 0, maks: int | None = None) -> Pembaca:
    """A whole number."""
    return Pembaca("bilangan bulat", lambda cell: _bulat(cell, minimum, maks))


def tahun(minimum: int = 1900, maks: int = 2100) -> Pembaca:
    """A year; 0 means that nobody knew it."""
    return Pembaca(f"tahun {minimum} sampai {maks}", lambda cell: _tahun(cell, minimum, maks))


def _tahun(cell: Mentah, minimum: int, maks: int) -> int | None:
    return None if polos(cell) == "0" else _bulat(cell, minimum, maks)


def _bulat(cell: Mentah, minimum: int | None, maks: int | None) -> int:
    jenis = _jenis(cell)
    if jenis == "angka":
        cocok = float(cell).is_integer() and abs(float(cell)) < EXACT_INTEGER
    else:
        cocok = jenis == "teks" and str(cell).isascii() and bool(_INTEGER.fullmatch(str(cell)))
    if not cocok:
        raise Tolak(f"Isi {_kutip(cell)} bukan bilangan bulat.")
    number = int(cell)
    _rentang(Decimal(number), minimum, maks)
    return number


def _rentang(number: Decimal, minimum: float | None, maks: float | None) -> None:
    if minimum is not None and number < minimum:
        raise Tolak(f"Paling kecil {minimum}. Yang diisi {number}.".replace(".0 ", " "))
    if maks is not None and number > maks:
        raise Tolak(f"Paling besar {maks}. Yang diisi {number}.")


def desimal(minimum: float | None = 0, maks: float | None = None, tempat: int = 2) -> Pembaca:
    """A decimal with comma or point; "1.234" may mean two things and is refused."""
    return Pembaca("bilangan, misalnya 87,5", lambda cell: _desimal(cell, minimum, maks, tempat))


def _desimal(cell: Mentah, minimum: float | None, maks: float | None, tempat: int) -> Decimal:
    jenis = _jenis(cell)
    if jenis == "angka":
        number = Decimal(f"{cell:.15g}")
    elif jenis == "teks":
        text = str(cell)
        if _GROUPED_ID.fullmatch(text):  # 4.097,77: both signs, one meaning
            text = text.replace(".", "")
        elif _THOUSANDS.fullmatch(text):
            utuh = re.sub(r"[.,]", "", text)
            raise Tolak(
                f"Bilangan {text} dapat dibaca dua cara. Tulis {utuh} atau "
                f"{text.replace('.', ',')}0."
            )
        if not (_DECIMAL.fullmatch(text) and text.isascii()):
            raise Tolak(f"Isi {_kutip(cell)} bukan bilangan. Tulis seperti 87,5.")
        number = Decimal(text.replace(",", "."))
    else:
        raise Tolak(f"Tersimpan sebagai {jenis} ({polos(cell)}), bukan bilangan.")
    exact = number.quantize(Decimal(1).scaleb(-tempat))
    if exact != number:
        raise Tolak(f"Paling banyak {tempat} angka di belakang koma. Yang diisi {polos(cell)}.")
    _rentang(exact, minimum, maks)
    return exact


def normal(text: str) -> str:
    """Spelling for comparison: upper case, letters and digits, single blanks."""
    return " ".join(re.sub(r"[^0-9A-Z]+", " ", text.upper()).split())


def pilihan(daftar: Any, alias: Mapping[str, str] | None = None) -> Pembaca:
    """One of a list: TextChoices or {code: label}; codes, labels and aliases are understood."""
    pairs = list(daftar.choices) if hasattr(daftar, "choices") else list(dict(daftar).items())
    labels = {str(code): str(label) for code, label in pairs}
    spelling = {normal(label): code for code, label in labels.items()}
    spelling |= {normal(code): code for code in labels}
    spelling |= {normal(word): str(code) for word, code in (alias or {}).items()}
    harap = ", ".join(labels.values())
    return Pembaca(
        harap,
        lambda cell: _pilihan(cell, spelling, harap),
        lambda value: None if value in (None, "") else labels.get(str(value), value),
        pilihan=tuple(labels.values()),
    )


def _pilihan(cell: Mentah, spelling: Mapping[str, str], harap: str) -> str:
    text = polos(cell) if _jenis(cell) in {"angka", "teks"} else ""
    found = spelling.get(normal(text))
    if found is None:
        raise Tolak(f"Isi {_kutip(cell)} tidak dikenal. Pilihannya: {harap}.")
    return found


def ya_tidak() -> Pembaca:
    """Yes or no."""
    return Pembaca(
        "Ya atau Tidak", _ya_tidak, lambda v: None if v is None else "Ya" if v else "Tidak"
    )


def _ya_tidak(cell: Mentah) -> bool:
    text = polos(cell).strip().upper()
    if text in {"YA", "Y", "TRUE", "1", "BENAR", "V", "ADA"}:
        return True
    if text in {"TIDAK", "T", "N", "FALSE", "0", "SALAH", "BUKAN"}:
        return False
    raise Tolak(f"Isi {_kutip(cell)} tidak dikenal. Tulis Ya atau Tidak.")


def atau(*pembaca: Pembaca) -> Pembaca:
    """The first reader that takes the cell."""

    def baca(cell: Mentah) -> Any:
        for satu in pembaca[:-1]:
            try:
                return satu.baca(cell)
            except Tolak:
                continue
        return pembaca[-1].baca(cell)

    return Pembaca(" atau ".join(p.harap for p in pembaca), baca, pembaca[0].tulis)
