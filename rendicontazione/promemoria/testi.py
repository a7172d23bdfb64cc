"""The words of a message: plain text in Italian, with the address of every page it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from pianoperf.organizzazione.models import Ente, Persona, Utente
from pianoperf.web.templatetags.formati import data
from rendicontazione.enums import MotivoMessaggio, Periodo
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.promemoria.impegni import Impegno
from rendicontazione.promemoria.ragioni import Ragione

MODELLO = "rendicontazione/promemoria/messaggio.txt"
LUNGHEZZA_OGGETTO = 200


@dataclass(frozen=True)
class Argomento:
    """One year and period of which a message speaks, and why."""

    impegno: Impegno
    ragioni: Sequence[Ragione]

    @property
    def motivi(self) -> set[MotivoMessaggio]:
        return {ragione.motivo for ragione in self.ragioni}


def sito(percorso: str) -> str:
    """The whole address of a page."""
    return f"{settings.INDIRIZZO_DEL_SITO}{percorso}"


def scrivi(
    persona: Persona, ente: Ente, argomenti: Sequence[Argomento], adesso: datetime, sollecita: Utente | None = None
) -> tuple[str, str]:
    """(subject, text) of the one message that joins everything; `sollecita` is who asks for it by hand."""
    contesto = {
        "persona": persona,
        "nome": f"{persona.nome} {persona.cognome}".strip(),
        "ente": ente,
        "sollecita": sollecita,
        "blocchi": [_blocco(argomento, adesso) for argomento in argomenti],
        "scrivania": sito(reverse("scrivania")),
    }
    testo = render_to_string(MODELLO, contesto).strip() + "\n"
    return _oggetto(ente, argomenti, sollecitato=sollecita is not None), testo


def _oggetto(ente: Ente, argomenti: Sequence[Argomento], *, sollecitato: bool) -> str:
    """The most urgent thing, on one line."""
    motivi = {motivo for argomento in argomenti for motivo in argomento.motivi}
    quanti = sum(argomento.impegno.da_fare for argomento in argomenti)
    rinviati = sum(len(argomento.impegno.rinviati) for argomento in argomenti)
    risultati = "1 risultato" if quanti == 1 else f"{quanti} risultati"
    fini = sorted(argomento.impegno.fine for argomento in argomenti if argomento.impegno.fine)
    if sollecitato:
        frase = f"sollecito, {risultati} da inviare"
    elif MotivoMessaggio.RINVIATO in motivi:
        frase = "il Nucleo ha rinviato " + ("1 risultato" if rinviati == 1 else f"{rinviati} risultati")
    elif MotivoMessaggio.SCADUTO in motivi:
        frase = f"{risultati} non inviati in tempo" if quanti != 1 else f"{risultati} non inviato in tempo"
    elif MotivoMessaggio.IN_SCADENZA in motivi:
        frase = f"{risultati} da inviare entro il {fini[0]:%d/%m/%Y}"
    else:
        frase = f"{risultati} da inserire"
    return " ".join(f"{ente.nome_breve}: {frase}".split())[:LUNGHEZZA_OGGETTO]


def _blocco(argomento: Argomento, adesso: datetime) -> dict[str, Any]:
    impegno = argomento.impegno
    return {
        "titolo": _titolo(impegno.rendicontazione, impegno.periodo),
        "dimostrativa": impegno.rendicontazione.dimostrativa,
        "frasi": _frasi(argomento, adesso),
        "rinviati": [_rinviato(risultato, impegno.rendicontazione) for risultato in impegno.rinviati],
        "elenco": sito(_elenco(impegno)),
    }


def _titolo(rendicontazione: Rendicontazione, periodo: Periodo) -> str:
    return f"{' '.join(rendicontazione.piano.titolo.split())}, anno {rendicontazione.anno}, {periodo.label.lower()}"


def _frasi(argomento: Argomento, adesso: datetime) -> list[str]:
    impegno, motivi = argomento.impegno, argomento.motivi
    frasi = []
    if impegno.non_inviati:
        quanti = impegno.non_inviati
        conto = "1 risultato da inviare" if quanti == 1 else f"{quanti} risultati da inviare"
        aperta = "La rilevazione è aperta: hai" if MotivoMessaggio.ASSEGNAZIONE in motivi else "Hai ancora"
        frasi.append(f"{aperta} {conto}.")
        frasi.append(_fino_a_quando(impegno, adesso))
    if impegno.rinviati:
        quanti = len(impegno.rinviati)
        conto = "1 risultato" if quanti == 1 else f"{quanti} risultati"
        frasi.append(f"Il Nucleo ha rinviato {conto}: correggi e invia di nuovo.")
    return frasi


def _fino_a_quando(impegno: Impegno, adesso: datetime) -> str:
    fine = impegno.fine
    if fine is None:
        return "La finestra non è ancora stata fissata."
    if impegno.finestra.finita(adesso):
        return f"La finestra si è chiusa il {data(fine)}: per inserire chiedi una proroga all'amministratore."
    mancano = (fine - timezone.localdate(adesso)).days
    quanto = "scade oggi" if mancano == 0 else "manca 1 giorno" if mancano == 1 else f"mancano {mancano} giorni"
    per_proroga = ", per proroga" if impegno.prorogata else ""
    return f"Puoi inserirli fino al {data(fine)}{per_proroga}: {quanto}."


def _rinviato(risultato: Risultato, rendicontazione: Rendicontazione) -> dict[str, str]:
    indicatore = risultato.previsione.indicatore
    argomenti = {"ente": rendicontazione.piano.ente.codice, "risultato": risultato.pk}
    return {
        "nome": " ".join(f"{indicatore.codice} {indicatore.descrizione}".split()),
        "motivo": " ".join(risultato.motivo.split()),
        "indirizzo": sito(reverse("rilevazione", kwargs=argomenti)),
    }


def _elenco(impegno: Impegno) -> str:
    piano = impegno.rendicontazione.piano
    argomenti = {"ente": piano.ente.codice, "piano": piano.codice, "anno": impegno.rendicontazione.anno}
    quale = f"&periodo={impegno.periodo.value}" if impegno.periodo == Periodo.INTERMEDIO else ""
    return f"{reverse('rilevazioni_anno', kwargs=argomenti)}?stato=da_fare{quale}"
