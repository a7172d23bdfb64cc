"""The results of a year as sheets: the results, the schede for who sees the quadro, and what the file is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from indicatori.esportazione.righe import Pagina, Valore
from indicatori.importazione.modello import SEPARATORE, Colonna, FoglioModello
from indicatori.importazione.protezione import proteggi
from indicatori.motore.aggregazione import Aggregato
from indicatori.motore.numeri import arrotonda
from indicatori.motore.profilo import Fascia
from rendicontazione.esportazione.in_json import percento
from rendicontazione.esportazione.risultati import RisultatiEsportati, RisultatoEsportato
from rendicontazione.models import Evidenza, Rendicontazione
from rendicontazione.selectors.valutati import Valutazione

Larghezze = Sequence[tuple[str, int]]
_RISULTATI: Larghezze = (
    ("Scheda", 10), ("Titolo della scheda", 34), ("Azione", 10), ("Codice", 12), ("Indicatore", 50),
    ("Responsabili nel piano", 26), ("Incaricati", 26), ("Strutture", 30), ("Peso %", 10), ("Target", 34),
    ("Risultato", 34), ("Stato", 18), ("Grado %", 10), ("Esito del calcolo", 18), ("Fascia", 22),
    ("Grado calcolato %", 12), ("Causa", 24), ("Nota", 50), ("Fonte", 26), ("Evidenze", 34),
    ("Giudizio del Nucleo", 20), ("Motivo del giudizio", 40), ("Giudicato da", 22), ("Giudicato il", 14),
    ("Inserito da", 22), ("Inserito il", 14), ("Inviato da", 22), ("Inviato il", 14),
    ("Modificato dopo la validazione", 14),
)  # fmt: skip
_SCHEDE: Larghezze = (
    ("Scheda", 10), ("Titolo", 60), ("Incidenza %", 12), ("Grado %", 10), ("Fascia", 22), ("Con un grado", 12),
    ("Indicatori", 12),
)  # fmt: skip


def pagine_dei_risultati(esportati: RisultatiEsportati) -> list[Pagina]:
    """The sheets, in their order; texts are protected as in the template."""
    anno = esportati.rendicontazione
    pagine = [foglio(f"Risultati {anno.anno}", _RISULTATI, [_riga(riga) for riga in esportati.righe])]
    if esportati.intera is not None:
        pagine.append(foglio(f"Schede {anno.anno}", _SCHEDE, _righe_schede(esportati.intera)))
    return [*pagine, foglio("Che cos'è", (("Voce", 30), ("Valore", 70)), _che_cos_e(anno, len(esportati.righe)))]


def foglio(nome: str, colonne: Larghezze, righe: Sequence[Sequence[Valore]]) -> Pagina:
    """A sheet that is only to be read, with these headings and widths in characters."""
    modello = FoglioModello(nome, f"{nome}.csv", tuple(Colonna(titolo, titolo, larghezza=n) for titolo, n in colonne))
    protette = tuple(tuple(proteggi(v) if isinstance(v, str) else v for v in riga) for riga in righe)
    return Pagina(modello, tuple(titolo for titolo, _ in colonne), tuple(n for _, n in colonne), protette)


def _riga(riga: RisultatoEsportato) -> list[Valore]:
    risultato, indicatore, scritto = riga.risultato, riga.indicatore, riga.scritto
    giudizi = list(scritto.giudizi.all())
    ultimo = giudizi[-1] if giudizi else None
    return [
        riga.scheda.codice,
        riga.scheda.titolo,
        indicatore.azione.numero if indicatore.azione else "",
        indicatore.codice,
        indicatore.descrizione,
        indicatore.responsabili_testo,
        SEPARATORE.join(riga.incaricati),
        SEPARATORE.join(riga.strutture),
        None if riga.voce.peso is None else arrotonda(riga.voce.peso, 2),
        risultato.previsione.testo,
        riga.testo,
        risultato.get_stato_display(),
        percento(riga.voce.grado.valore),
        riga.voce.grado.stato.etichetta,
        riga.voce.fascia.nome if riga.voce.fascia else "",
        percento(riga.grado_calcolato.valore),
        risultato.get_causa_display() if risultato.causa else "",
        risultato.nota,
        risultato.fonte,
        SEPARATORE.join(_evidenza(evidenza) for evidenza in scritto.evidenze.all()),
        ultimo.get_esito_display() if ultimo else "",
        risultato.motivo or (ultimo.motivo if ultimo else ""),
        str(ultimo.espresso_da) if ultimo else "",
        _giorno(ultimo.espresso_il if ultimo else None),
        str(scritto.aggiornato_da or ""),
        _giorno(scritto.aggiornato_il),
        str(scritto.inviato_da or ""),
        _giorno(scritto.inviato_il),
        "X" if riga.voce.modifica else "",
    ]


def _evidenza(evidenza: Evidenza) -> str:
    return evidenza.indirizzo or evidenza.nome


def _righe_schede(valutata: Valutazione) -> list[list[Valore]]:
    """One row a scheda, and the body's at the end."""
    righe: list[list[Valore]] = []
    for voce in valutata.schede:
        scheda = voce.scheda
        righe.append([scheda.codice, scheda.titolo, scheda.incidenza, *_gradi(voce.aggregato, voce.fascia)])
    righe.append(["", valutata.ente.nome, None, *_gradi(valutata.ente, valutata.fascia)])
    return righe


def _gradi(aggregato: Aggregato, fascia: Fascia | None) -> list[Valore]:
    nome = fascia.nome if fascia else ""
    return [percento(aggregato.grado.valore), nome, aggregato.copertura.valutati, aggregato.copertura.totale]


def _che_cos_e(anno: Rendicontazione, quanti: int) -> list[list[Valore]]:
    return [
        ["Ente", anno.piano.ente.nome],
        ["Piano", anno.piano.titolo],
        ["Codice del piano", anno.piano.codice],
        ["Anno", anno.anno],
        ["Stato", anno.get_stato_display()],
        ["Dati dimostrativi", "sì" if anno.dimostrativa else "no"],
        ["Validata il", _giorno(anno.validata_il)],
        ["Esito della validazione", anno.get_esito_display() if anno.esito else None],
        ["Risultati nel file", quanti],
        ["Grado %", "Quello che conta: del Nucleo dove ha rettificato, altrimenti calcolato. Vuoto se non c'è."],
    ]


def _giorno(momento: datetime | None) -> date | None:
    return timezone.localtime(momento).date() if momento else None
