"""The indicators of an objective in the year, in the Relazione, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.template.loader import render_to_string

from pianoperf.web.templatetags.formati import percentuale
from rendicontazione.relazioni.relazione_righe import RigaObiettivo
from rendicontazione.relazioni.tavola_stampata import Riga, TavolaStampata, stampa_tavola
from rendicontazione.relazioni.vista import Vista

NIENTE = "–"


def stampa_annuali(righe: Sequence[RigaObiettivo], vista: Vista) -> TavolaStampata:
    return stampa_tavola("relazione.annuali", vista, [_riga(voce) for voce in righe])


def _riga(voce: RigaObiettivo) -> Riga:
    esito = voce.esito
    grado = esito.grado if esito else None
    return Riga(
        {
            "codice": voce.indicatore.codice,
            "indicatore": voce.indicatore.descrizione,
            "target": voce.target,
            "risultato": render_to_string("relazioni/_risultato_annuale.html", {"riga": voce}),
            "scostamento": (esito.scostamento if esito else "") or NIENTE,
            "grado": NIENTE if grado is None else percentuale(grado),
            "fascia": (esito.fascia or esito.motivo) if esito else "",
        }
    )
