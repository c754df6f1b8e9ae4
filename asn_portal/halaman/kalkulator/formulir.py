"""The page form of a calculator: the same fields, filled in by a person instead of a program."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict

from asn_portal.halaman.kalkulator.dasar import Kalkulator
from asn_portal.halaman.kalkulator.galat import InputError
from asn_portal.halaman.kalkulator.isian import (
    EMPTY,
    Choice,
    Field,
    Flag,
    Group,
    Items,
    Number,
    Optional,
    Rows,
    Whole,
)
from asn_portal.halaman.kalkulator.tabel import Tabel, is_column, make_tables

_LINES = re.compile(r"[\n;]+")


@dataclass(slots=True)
class Formulir:
    """What was typed (or the example), the input it stands for, and what is wrong with it."""

    tool: Kalkulator
    isian: forms.Form
    tabel: list[Tabel]
    masukan: dict[str, Any]
    terkirim: bool

    @property
    def galat(self) -> list[dict[str, str]]:
        """Errors for the summary at the top, each with the place to jump to."""
        found = [
            {"teks": str(text), "tautan": f"#id_{name}"}
            for name, texts in self.isian.errors.items()
            for text in texts
        ]
        return found + [
            {"teks": text, "tautan": f"#{table.id}"} for table in self.tabel for text in table.galat
        ]

    @property
    def kelompok(self) -> list[dict[str, Any]]:
        """Fields of the page under their legends, in the order of the calculator."""
        legends = {item.key: item.label for item in self.tool.fields if isinstance(item, Group)}
        found: list[dict[str, Any]] = []
        for name in self.isian.fields:
            legend = legends.get(name.partition(".")[0], "")
            if not found or found[-1]["judul"] != legend:
                found.append({"judul": legend, "bidang": []})
            found[-1]["bidang"].append(self.isian[name])
        return found

    def add_error(self, error: InputError) -> None:
        """Put a refusal of the rule beside the field it is about."""
        name = re.split(r"[.\[]", error.key, maxsplit=1)[0]
        for table in self.tabel:
            if name in table.keys:
                table.add_error(error)
                return
        key = error.key if error.key in self.isian.fields else name
        self.isian.add_error(key, _sentence(self.isian.fields[key].label, error.reason))


def build(tool: Kalkulator, data: QueryDict | None) -> Formulir:
    """Make the form from what was sent, or from the example when nothing was."""
    sent = data is not None and _belongs(tool, data)
    source = data if sent and data is not None else QueryDict()
    masukan = _read(tool.fields, source) if sent else dict(tool.contoh)
    form = _scalar_form(tool, source if sent else None, _typed(tool.fields, tool.contoh))
    tables = make_tables(tool.fields, masukan, source)
    result = Formulir(tool, form, tables, masukan, terkirim=sent and "tambah" not in source)
    if result.terkirim:
        form.full_clean()
        for item in tool.fields:
            _check(result, item)
    return result


def _check(result: Formulir, item: Field) -> None:
    if item.key not in result.masukan:
        if item.required:
            result.add_error(InputError(item.key, EMPTY))
        return
    try:
        item.parse(result.masukan[item.key], item.key)
    except InputError as error:
        result.add_error(error)


def _belongs(tool: Kalkulator, data: QueryDict) -> bool:
    names = {item.key for item in tool.fields}
    return any(key.split(".")[0] in names for key in data)


def _read(fields: tuple[Field, ...], data: QueryDict, prefix: str = "") -> dict[str, Any]:
    """Turn typed text into the JSON input; what was left empty is left out."""
    values: dict[str, Any] = {}
    for item in fields:
        name = f"{prefix}{item.key}"
        if isinstance(item, Flag):
            values[item.key] = name in data
        elif isinstance(item, Group):
            values[item.key] = _read(item.members, data, f"{name}.")
        elif isinstance(item, Rows) or is_column(item):
            values[item.key] = _read_rows(item, data)
        elif isinstance(item, Items):
            lines = (line.strip() for line in _LINES.split(data.get(name, "")))
            values[item.key] = [item.item.from_text(line) for line in lines if line]
        elif (text := data.get(name, "").strip()) != "":
            values[item.key] = item.from_text(text)
    return values


def _read_rows(item: Field, data: QueryDict) -> list[Any]:
    if isinstance(item, Items):
        return [item.item.from_text(t) for t in data.getlist(item.key) if t.strip()]
    rows = cast("Rows", item)
    columns = [data.getlist(f"{rows.key}.{column.key}") for column in rows.columns]
    filled = []
    for texts in zip(*columns, strict=False):
        pairs = list(zip(rows.columns, texts, strict=True))
        # A select always has a value; only what a person typed makes a row.
        if any(text.strip() for column, text in pairs if not isinstance(column, Choice)):
            filled.append({c.key: c.from_text(t) for c, t in pairs if t.strip() or _nullable(c)})
    if rows.positional:
        return [[row.get(column.key) for column in rows.columns] for row in filled]
    return cast("list[Any]", filled)


def _nullable(column: Field) -> bool:
    return isinstance(column, Optional)


def _typed(
    fields: tuple[Field, ...], values: Mapping[str, Any], prefix: str = ""
) -> dict[str, Any]:
    """Initial values of the page fields from a JSON input."""
    typed: dict[str, Any] = {}
    for item in fields:
        value = values.get(item.key)
        if isinstance(item, Group):
            typed |= _typed(item.members, value or {}, f"{prefix}{item.key}.")
        elif isinstance(item, Flag):
            typed[f"{prefix}{item.key}"] = bool(value)
        elif isinstance(item, Items):
            typed[item.key] = "\n".join(item.item.to_text(one) for one in value or ())
        elif not isinstance(item, Rows):
            typed[f"{prefix}{item.key}"] = item.to_text(value)
    return typed


def _scalar_form(tool: Kalkulator, data: QueryDict | None, initial: dict[str, Any]) -> forms.Form:
    fields = dict(_form_fields(tool.fields))
    form_class = type("IsianForm", (forms.Form,), fields)
    form: forms.Form = form_class(data, initial=initial, use_required_attribute=False)
    return form


def _form_fields(fields: tuple[Field, ...], prefix: str = "") -> list[tuple[str, forms.Field]]:
    found: list[tuple[str, forms.Field]] = []
    for item in fields:
        if isinstance(item, Group):
            found += _form_fields(item.members, f"{prefix}{item.key}.")
        elif not isinstance(item, Rows) and not is_column(item):
            found.append((f"{prefix}{item.key}", _form_field(item)))
    return found


def _form_field(item: Field) -> forms.Field:
    """A Django field for the looks; what is right or wrong is said by `item.parse`."""
    inner = item.inner if isinstance(item, Optional) else item
    if isinstance(inner, Flag):
        return forms.BooleanField(label=item.label, help_text=item.help, required=False)
    if isinstance(inner, Choice):
        options = [(str(value), label) for value, label in inner.options]
        blank = [("", "Tidak diisi")] if isinstance(item, Optional) else []
        return _PlainChoice(
            label=item.label,
            help_text=item.help,
            choices=[*blank, *options],
            required=not blank,
        )
    widget: forms.Widget = forms.TextInput(attrs={"autocomplete": "off"})
    if isinstance(inner, Items):
        widget = forms.Textarea(attrs={"rows": 4})
    elif isinstance(inner, Whole | Number):
        widget.attrs["inputmode"] = "decimal"
    return _PlainText(label=item.label, help_text=item.help, widget=widget, required=item.required)


class _PlainText(forms.CharField):
    """Keeps the text; the calculator's own field judges it."""

    def clean(self, value: Any) -> Any:
        return value


class _PlainChoice(forms.ChoiceField):
    """Keeps the choice; the calculator's own field judges it."""

    def clean(self, value: Any) -> Any:
        return value


def _sentence(label: Any, reason: str) -> str:
    if reason == EMPTY:
        return f"Isi {str(label)[:1].lower()}{str(label)[1:]}."
    return f"{label} {reason}."
