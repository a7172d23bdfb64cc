"""The rows of the dashboard as a file: those of the page, in its order, with its figures."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from indicatori.esportazione.csv_piano import in_csv
from indicatori.esportazione.ods import TIPO_ODS, in_ods
from indicatori.esportazione.righe import Valore
from indicatori.esportazione.xlsx import TIPO_XLSX, in_xlsx
from indicatori.importazione.modello import SEPARATORE
from indicatori.motore.numeri import arrotonda
from rendicontazione.esportazione.in_fogli import foglio
from rendicontazione.esportazione.in_json import percento
from rendicontazione.models import Rendicontazione
from rendicontazione.quadro.fatti import Gruppi, RigaQuadro
from rendicontazione.selectors.misure import misure_di
from rendicontazione.selectors.raggruppamenti import Per

TIPI = {"xlsx": TIPO_XLSX, "ods": TIPO_ODS, "csv": "text/csv; charset=utf-8"}
_COLONNE = (
    ("Scheda", 10), ("Titolo della scheda", 34), ("Codice", 12), ("Indicatore", 50), ("Responsabili", 26),
    ("Strutture", 30), ("Target", 34), ("Risultato", 34), ("Stato", 18), ("Invio", 24), ("Inviato il", 14),
    ("Termine del target", 24), ("Da guardare", 34), ("Target di prima", 34), ("Peso nell'ente %", 12),
    ("Grado %", 10), ("Fascia", 22), ("Esito del calcolo", 18), ("Come è calcolato", 60),
)  # fmt: skip


def file_delle_righe(
    formato: str,
    anno: Rendicontazione,
    righe: Sequence[RigaQuadro],
    gruppi: Gruppi,
    filtri: Sequence[tuple[str, str, str]],
) -> bytes:
    """The bytes of the file; `formato` is a key of TIPI, `filtri` are those on, in words. A csv has the rows alone.

    Raises TestoTroppoLungo for a text that an xlsx cannot hold.
    """
    pagina = foglio(f"Indicatori {anno.anno}", _COLONNE, [_riga(riga, gruppi) for riga in righe])
    if formato == "csv":
        return in_csv(pagina).encode("utf-8-sig")
    scelte: list[list[Valore]] = [[etichetta, parole] for _, etichetta, parole in filtri]
    che_cosa: list[list[Valore]] = [
        ["Ente", anno.piano.ente.nome],
        ["Piano", anno.piano.titolo],
        ["Anno", anno.anno],
        ["Stato", anno.get_stato_display()],
        ["Dati dimostrativi", "sì" if anno.dimostrativa else "no"],
        ["Indicatori nel file", len(righe)],
        *(scelte or [["Filtri", "nessuno: tutti gli indicatori dell'anno"]]),
    ]
    pagine = [pagina, foglio("Che cos'è", (("Voce", 30), ("Valore", 70)), che_cosa)]
    return {"xlsx": in_xlsx, "ods": in_ods}[formato](pagine)


def _riga(riga: RigaQuadro, gruppi: Gruppi) -> list[Valore]:
    risultato, grado = riga.risultato, riga.voce.grado
    return [
        riga.scheda.scheda.codice,
        riga.scheda.scheda.titolo,
        riga.indicatore.codice,
        riga.indicatore.descrizione,
        SEPARATORE.join(gruppi.nomi(riga, Per.PERSONA)),
        SEPARATORE.join(gruppi.nomi(riga, Per.STRUTTURA)),
        risultato.previsione.testo,
        "; ".join(misura.valore for misura in misure_di(risultato) if misura.valore),
        risultato.get_stato_display(),
        riga.puntualita.uno,
        timezone.localtime(riga.inviato_il).date() if riga.inviato_il else None,
        riga.termine.uno if riga.termine else "",
        SEPARATORE.join(mancanza.uno for mancanza in riga.mancanze),
        SEPARATORE.join(f"{ribasso.prima} ({ribasso.atto or ribasso.anno})" for ribasso in riga.ribassi),
        None if riga.peso is None else arrotonda(riga.peso, 2),
        percento(grado.valore),
        riga.voce.fascia.nome if riga.voce.fascia else "",
        grado.stato.etichetta,
        grado.spiegazione.testo,
    ]
