"""Filters of the list of documents."""

from __future__ import annotations

from typing import Any

import django_filters as filters

from rendicontazione.enums import TipoDocumento
from rendicontazione.models import Documento


class DocumentoFilterSet(filters.FilterSet):
    piano = filters.ChoiceFilter(label="Piano", field_name="piano__codice", empty_label="Tutti i piani")
    tipo = filters.ChoiceFilter(label="Tipo", choices=TipoDocumento.choices, empty_label="Tutti i tipi")

    class Meta:
        model = Documento
        fields: list[str] = []

    def __init__(self, *args: Any, piani: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["piano"].extra["choices"] = piani or _piani(self)


def _piani(filtro: DocumentoFilterSet) -> list[tuple[str, str]]:
    ente = filtro.request.ente
    return [
        (piano.codice, f"{piano.titolo[:80]} ({piano.primo_anno}-{piano.ultimo_anno})") for piano in ente.piani.all()
    ]
