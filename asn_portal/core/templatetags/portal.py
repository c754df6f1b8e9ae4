"""Indonesian numbers and dates, and the key of write forms."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.html import format_html

from asn_portal.core import idempotency
from asn_portal.core.dates import ZONE_NAMES, last_day, long_date

if TYPE_CHECKING:
    from django.utils.safestring import SafeString
    from psycopg.types.range import DateRange

register = template.Library()
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
NIP_LENGTH = 18


@register.filter
def angka(value: Any, decimals: int = 0) -> str:
    """1284 → 1.284; unknown → –. `decimals` fixes the digits after the comma (half-up)."""
    if value is None or value == "":
        return DASH
    number = Decimal(str(value)).quantize(
        Decimal(1).scaleb(-int(decimals)), rounding="ROUND_HALF_UP"
    )
    text = f"{abs(number):,}".replace(",", "·").replace(".", ",").replace("·", ".")
    return (MINUS if number < 0 else "") + text


@register.filter
def poin(value: Any) -> str:
    """Hundredths of a point → points with two decimals: 8450 → 84,50."""
    return DASH if value is None else angka(Decimal(value) / 100, 2)


@register.filter
def desimal(value: str | None) -> str:
    """Decimal text of the engine → Indonesian, every digit kept: "80.5899" → 80,5899."""
    return DASH if value in (None, "") else str(value).replace(".", ",")


@register.filter
def bertanda(value: Any) -> str:
    """Difference with its sign: −2, 0, +1."""
    if value is None:
        return DASH
    return f"+{angka(value)}" if value > 0 else angka(value)


@register.filter
def tanggal(value: date | datetime | None) -> str:
    """14 Oktober 2025; unknown → –."""
    if value is None:
        return DASH
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return long_date(value)


@register.filter
def waktu(value: datetime | None, zone: str = "") -> str:
    """14 Oktober 2025 08.12 WIB, in the time zone of the office when it is given."""
    if value is None:
        return DASH
    name = str(zone or timezone.get_current_timezone_name())
    local = value.astimezone(ZoneInfo(name))
    return f"{long_date(local.date())} {local:%H.%M} {ZONE_NAMES.get(name, '')}".rstrip()


@register.filter
def periode(value: DateRange | None) -> str:
    """First and last day inclusive: 1 Mei 2026 sampai 3 Agustus 2026, or sekarang."""
    if value is None or value.lower is None:
        return DASH
    last = last_day(value)
    return f"{long_date(value.lower)} sampai {long_date(last) if last else 'sekarang'}"


@register.filter
def persen(value: Any, decimals: int = 0) -> str:
    """Share of 1 → percent."""
    return DASH if value is None else f"{angka(Decimal(str(value)) * 100, decimals)}%"


@register.filter
def nip_kelompok(value: str | None) -> str:
    """19860926 201505 1 001."""
    if not value or len(value) != NIP_LENGTH:
        return value or DASH
    return f"{value[:8]} {value[8:14]} {value[14]} {value[15:]}"


@register.filter
def nip_samar(value: str | None) -> str:
    """Masked for readers outside the personnel office: 19860926********01."""
    if not value or len(value) != NIP_LENGTH:
        return DASH
    return f"{value[:8]}********{value[-2:]}"


@register.filter
def sidik(value: Any) -> str:
    """First 16 hexadecimal digits of a fingerprint in groups of four."""
    text = value.hex() if isinstance(value, bytes | memoryview) else str(value or "")
    return " ".join(text[i : i + 4] for i in range(0, min(len(text), 16), 4))


@register.filter
def ambil(mapping: Any, key: Any) -> Any:
    """Value of a mapping by a variable key."""
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.simple_tag
def kunci_kirim() -> SafeString:
    """Hidden key that makes sending a form twice harmless."""
    return format_html(
        '<input type="hidden" name="{}" value="{}">', idempotency.FIELD, idempotency.new_key()
    )


@register.simple_tag(takes_context=True)
def url_dengan(context: dict[str, Any], **changes: Any) -> str:
    """Present address with some query parameters changed; an empty value removes one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"
