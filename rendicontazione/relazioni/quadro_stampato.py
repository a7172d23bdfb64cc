"""The summary of the grades of a year, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pianoperf.web.templatetags.formati import numero, percentuale
from rendicontazione.relazioni.celle import RigaQuadro
from rendicontazione.relazioni.tavola_stampata import Riga, TavolaStampata, stampa_tavola
from rendicontazione.relazioni.vista import GradoVista, Vista

NIENTE = "–"


def stampa_quadro(quadro: Sequence[RigaQuadro], vista: Vista) -> TavolaStampata:
    """A line for each scheda, then that of the body."""
    presenti = ["incidenza"] if quadro and quadro[0].incidenza is not None else []
    righe = [_riga(voce) for voce in quadro]
    return stampa_tavola("quadro", vista, [*righe, *_totale(vista)], presenti=presenti)


def _riga(voce: RigaQuadro) -> Riga:
    return Riga(
        {
            "codice": voce.codice,
            "titolo": voce.titolo,
            "incidenza": f"{numero(voce.incidenza)} %",
            **_grado(voce.grado),
            "contributo": _quota(voce.contributo),
        }
    )


def _totale(vista: Vista) -> list[Riga]:
    if vista.totale is None:
        return []
    titolo = f"{vista.ente_breve}, anno {vista.anno}"
    contributo = percentuale(vista.totale.grado)
    celle = {"codice": "", "titolo": titolo, "incidenza": "", **_grado(vista.totale), "contributo": contributo}
    return [Riga(celle, "totale")]


def _grado(grado: GradoVista) -> dict[str, str]:
    return {
        "grado": _quota(grado.grado),
        "fascia": grado.fascia or grado.motivo,
        "valutati": f"{grado.valutati} di {grado.totale}",
    }


def _quota(quota: Fraction | None) -> str:
    return NIENTE if quota is None else percentuale(quota)
