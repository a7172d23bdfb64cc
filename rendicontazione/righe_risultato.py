"""The rows of one result in a workbook against what is stored: the values they propose, every doubt a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from indicatori.importazione.rilievi import Gravita, Rilievo
from indicatori.importazione.risultati import EsitoRisultato, RigaRisultato, VoceRisultato
from indicatori.importazione.testi_cella import pulisci
from indicatori.motore.condizioni import Condizione
from indicatori.motore.descrizione import descrivi
from indicatori.motore.inserimento import controlla_valore, leggi_valore, scrivi_valore
from indicatori.motore.valori import Valore
from rendicontazione.enums import Causa
from rendicontazione.models import Risultato

FOGLIO = "Risultati"


@dataclass(slots=True)
class Proposta:
    """What the rows ask of `risultato`: values by condition, note and cause; blank cells keep what is stored."""

    risultato: Risultato
    cella: str
    valori: list[Valore | None]
    nota: str
    causa: str
    rilievi: list[Rilievo] = field(default_factory=list)

    @property
    def cambia(self) -> bool:
        prima = (self.risultato.letti, self.risultato.nota, self.risultato.causa)
        return (self.valori, self.nota, self.causa) != prima

    @property
    def errata(self) -> bool:
        return any(rilievo.gravita == "E" for rilievo in self.rilievi)

    @property
    def voce(self) -> VoceRisultato:
        uno = self.risultato
        indicatore = uno.previsione.indicatore
        prima = _in_testo(uno, uno.letti, uno.nota, uno.causa)
        esito: EsitoRisultato = "uguale" if not self.cambia else "modificato" if prima else "nuovo"
        dopo = _in_testo(uno, self.valori, self.nota, self.causa)
        return VoceRisultato(indicatore.scheda.codice, indicatore.codice, uno.previsione.anno, esito, prima, dopo)

    def rileva(self, codice: str, gravita: Gravita, cella: str, messaggio: str, rimedio: str = "") -> None:
        self.rilievi.append(Rilievo(codice, gravita, FOGLIO, cella, messaggio, rimedio))


def proponi(risultato: Risultato, righe: Sequence[RigaRisultato]) -> Proposta:
    """Reads the rows of one result, one a part. `righe` is not empty."""
    proposta = Proposta(risultato, righe[0].cella, risultato.letti, risultato.nota, risultato.causa)
    condizioni = risultato.previsione.lette
    viste: dict[int, str] = {}
    for riga in righe:
        parte = _parte(proposta, riga, len(condizioni))
        if parte is None:
            continue
        if parte in viste:
            messaggio = f"La parte {parte} di questo risultato è già nella cella {viste[parte]}."
            proposta.rileva("IMP-CHIAVE-RIPETUTA", "E", riga.cella, messaggio, "Tieni una riga sola.")
            continue
        viste[parte] = riga.cella
        _leggi(proposta, riga, parte, condizioni)
    _prendi_nota(proposta, righe)
    for riga in righe:
        _prendi_causa(proposta, riga)
    return proposta


def _parte(proposta: Proposta, riga: RigaRisultato, quante: int) -> int | None:
    """The part that a row is about, from 1; None after a finding."""
    if riga.parte is None and quante > 1:
        messaggio = f"Il target ha {quante} parti: non si sa di quale è il risultato."
        rimedio = f"Scrivi nella colonna Parte un numero da 1 a {quante}, una riga per parte."
        proposta.rileva("IMP-PARTE-MANCANTE", "E", riga.cella, messaggio, rimedio)
        return None
    parte = 1 if riga.parte is None else riga.parte
    if not 1 <= parte <= max(1, quante):
        messaggio = f"Il target non ha una parte {parte}."
        rimedio = "Togli la riga." if quante < 2 else f"Scrivi un numero da 1 a {quante}."
        proposta.rileva("IMP-PARTE-NON-VALIDA", "E", riga.cella, messaggio, rimedio)
        return None
    return parte


def _leggi(proposta: Proposta, riga: RigaRisultato, parte: int, condizioni: Sequence[Condizione]) -> None:
    if not condizioni:
        if riga.risultato:
            messaggio = "Nel target non è riconosciuta nessuna misura: si può scrivere solo la nota."
            rimedio = "Correggi la lettura del target, oppure sposta il testo nella colonna Nota."
            proposta.rileva("IMP-RISULTATO-SENZA-MISURA", "E", riga.cella, messaggio, rimedio)
        return
    condizione, prima = condizioni[parte - 1], proposta.valori[parte - 1]
    if not riga.risultato:
        if prima is not None:
            messaggio = f"La cella è vuota: resta il valore già inserito ({scrivi_valore(condizione, prima)})."
            proposta.rileva("IMP-RISULTATO-VUOTO", "I", riga.cella, messaggio, "Per toglierlo, usa la rilevazione.")
        return
    proposta.valori[parte - 1] = _valore(proposta, riga, condizione, prima)


def _valore(proposta: Proposta, riga: RigaRisultato, condizione: Condizione, prima: Valore | None) -> Valore | None:
    """The value of the cell; the stored one when they say the same, or after a finding."""
    if prima is not None and riga.risultato == scrivi_valore(condizione, prima):
        return prima
    rimedio = f"Il target chiede: {descrivi(condizione)}."
    try:
        letto = leggi_valore(condizione, riga.risultato)
    except ValueError as errore:
        proposta.rileva("IMP-RISULTATO-NON-VALIDO", "E", riga.cella, str(errore), rimedio)
        return prima
    for frase in controlla_valore(condizione, letto, proposta.risultato.previsione.anno):
        proposta.rileva("IMP-RISULTATO-NON-VALIDO", "E", riga.cella, frase, rimedio)
    if prima is not None and letto.data in (None, prima.data):
        return prima if scrivi_valore(condizione, prima) == scrivi_valore(condizione, letto) else letto
    return letto


def _prendi_nota(proposta: Proposta, righe: Sequence[RigaRisultato]) -> None:
    """The notes of the parts make one note; the stored one stays when they say the same, or nothing."""
    nota = " ".join(riga.nota for riga in righe if riga.nota)
    if nota and nota != pulisci(proposta.risultato.nota):
        proposta.nota = nota


def _prendi_causa(proposta: Proposta, riga: RigaRisultato) -> None:
    """The cause written as its value or its label; the stored one stays when the cell is blank."""
    if not riga.causa:
        return
    scritta = riga.causa.strip().casefold()
    for causa in Causa:
        if scritta in (causa.value, str(causa.label).casefold()):
            proposta.causa = causa.value
            return
    messaggio = f"«{riga.causa[:40]}» non è una causa dello scostamento."
    rimedio = f"Scrivi una di queste: {', '.join(Causa.values)}."
    proposta.rileva("IMP-CAUSA-NON-VALIDA", "E", riga.cella, messaggio, rimedio)


def _in_testo(risultato: Risultato, valori: Sequence[Valore | None], nota: str, causa: str) -> str:
    parti = [
        scrivi_valore(condizione, valore) if valore else ""
        for condizione, valore in zip(risultato.previsione.lette, valori, strict=True)
    ]
    scritti = "; ".join(testo or "-" for testo in parti) if any(parti) else ""
    perche = f"Causa: {Causa(causa).label}" if causa else ""
    return "\n".join(testo for testo in (scritti, nota, perche) if testo)
