"""From a Vista to the bytes of its PDF: same Vista, same bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.template.loader import render_to_string

from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.relazioni import albero, piao, relazione, schede, testo_a_fronte, verbale
from rendicontazione.relazioni.allegati import dati_csv, dati_json
from rendicontazione.relazioni.caratteri import PESI, SEGNI
from rendicontazione.relazioni.celle import Avanzamento, VoceIndice, quadro
from rendicontazione.relazioni.vista import Tipo, Vista, impronta_dei_dati

FAMIGLIE = {"schede": schede, "piao": piao, "albero": albero}
# The documents with a layout of their own, whatever the family of the plan.
STANZE: dict[str, tuple[str, Any]] = {
    "relazione": ("relazione", relazione),
    "verbale": ("verbale", verbale),
    "testo_a_fronte": ("testo_a_fronte", testo_a_fronte),
}
SOTTOTITOLI = {
    "piano": "Piano {primo}-{ultimo}",
    "rendicontazione": "Piano {primo}-{ultimo} con i risultati del {anno}",
    "relazione": "Relazione sulla performance – anno {anno}",
    "verbale": "Verbale del Nucleo di valutazione – anno {anno}",
    "testo_a_fronte": "Testo a fronte di due versioni del piano {primo}-{ultimo}",
}
SENZA_PANGO = (
    "Su questo server manca la libreria Pango, che serve a comporre i PDF: "
    "chiedi a chi lo gestisce di installarla (pacchetto libpango-1.0-0 e libpangoft2-1.0-0)."
)


def produci(vista: Vista, tipo: Tipo, avanzamento: Avanzamento | None = None) -> bytes:
    """The PDF of a Vista. `avanzamento` gets (phase, done, total) as the work proceeds.

    Raises Rifiuto when the machine cannot compose PDFs or the document asks for a foreign resource.
    """
    avanza = avanzamento or _silenzio
    in_pdf, allegato = _stampa()
    html = componi(vista, tipo, avanza)
    avanza("composizione delle pagine", 0, 0)
    allegati = [
        allegato(f"{_nome_dati(vista)}.csv", "I dati del documento, una riga per indicatore e anno", dati_csv(vista)),
        allegato(f"{_nome_dati(vista)}.json", "I dati del documento", dati_json(vista)),
    ]
    pdf: bytes = in_pdf(html, allegati=allegati, data=_momento(vista))
    return pdf


def componi(vista: Vista, tipo: Tipo, avanza: Avanzamento) -> str:
    """The HTML of a document, for the composer."""
    modello, stanza = STANZE.get(tipo) or (vista.piano.famiglia, FAMIGLIE[vista.piano.famiglia])
    contesto: dict[str, Any] = {
        "vista": vista,
        "tipo": tipo,
        "sottotitolo": sottotitolo(vista, tipo),
        "titolo_documento": f"{vista.ente_breve} - {sottotitolo(vista, tipo)}",
        "con_dati_dimostrativi": vista.dimostrativo and tipo != "piano",
        "atto_testata": vista.atto_anno if vista.anno else vista.atto,
        "senza_atto": _senza_atto(vista),
        "impronta": impronta_dei_dati(vista, tipo),
        "caratteri": [(stile, peso, file) for (stile, peso), file in PESI.items()],
        "segni": SEGNI,
        "quadro": quadro(vista),
        **stanza.contesto(vista, avanza),
    }
    if contesto["quadro"] and tipo not in STANZE:
        contesto["indice"] = [VoceIndice("quadro", "Quadro dei risultati"), *contesto["indice"]]
    return render_to_string(f"relazioni/{modello}.html", contesto)


def sottotitolo(vista: Vista, tipo: Tipo) -> str:
    primo, _, ultimo = vista.piano.triennio
    return SOTTOTITOLI[tipo].format(primo=primo, ultimo=ultimo, anno=vista.anno)


def _senza_atto(vista: Vista) -> str:
    if vista.anno:
        return f"rendicontazione {vista.anno}: {vista.stato_anno.lower()}"
    return "bozza non ancora approvata"


def _stampa() -> tuple[Any, Any]:
    try:
        from rendicontazione.relazioni.stampa import Allegato, in_pdf
    except OSError as errore:
        raise Rifiuto(SENZA_PANGO) from errore
    return in_pdf, Allegato


def _nome_dati(vista: Vista) -> str:
    return f"{vista.piano.codice}-{vista.anno}" if vista.anno else vista.piano.codice


def _momento(vista: Vista) -> datetime:
    """The date written on the attached files: that of the act, else the first day of the plan. Never a clock."""
    giorno = vista.data
    if giorno is None:
        return datetime(vista.piano.triennio[0], 1, 1, tzinfo=UTC)
    return datetime(giorno.year, giorno.month, giorno.day, tzinfo=UTC)


def _silenzio(fase: str, fatti: int, totale: int) -> None:
    """Nobody is watching."""
