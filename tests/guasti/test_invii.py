"""The same form sent twice, or ten times at once, makes one thing: every kind of form that makes something.

Also a page twelve hours old, and a table that grows while the old code serves.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from indicatori.models import Importazione
from obiettivi.models import Atto, Capitolo, Piano, Rimodulazione
from pianoperf.lavori.models import Invio, Lavoro
from pianoperf.organizzazione.accesso.models import Invito
from pianoperf.organizzazione.models import Delega, Incarico, Persona, Utente
from rendicontazione.documenti.selectors import richieste_di
from rendicontazione.models import (
    ChiaveApi,
    Componente,
    Documento,
    Esportazione,
    Evidenza,
    Intervento,
    Messaggio,
    Proroga,
    Raccolta,
    Rendicontazione,
    Richiesta,
    Scadenza,
    Seduta,
)
from tests import scenari
from tests.guasti.persona import Persona as Qualcuno
from tests.guasti.persona import marchi_in
from tests.importazione.fogli_di_prova import foglio, piano_piccolo
from tests.permessi.scena import Scena
from tests.processi import attendi

pytestmark = [pytest.mark.django_db(transaction=True)]
VOLTE = 10
Argomenti = Callable[[Scena], dict[str, Any]]


@dataclass(frozen=True)
class Modulo:
    """A form: who sends it, where, from which page, with what; and what there is one more of afterwards."""

    nome: str
    chi: str
    fa: type[Model]
    dati: Argomenti = lambda scena: {}
    dove: Argomenti = lambda scena: {}
    da: str = ""
    da_dove: Argomenti | None = None
    file: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.nome}-{self.fa.__name__}"


def del_piano(scena: Scena) -> dict[str, Any]:
    return {"piano": scena.piano}


def dell_anno(scena: Scena) -> dict[str, Any]:
    return {"piano": scena.piano, "anno": 2023}


def del_risultato(scena: Scena) -> dict[str, Any]:
    return {"risultato": scena.risultato()}


def fra(giorni: int) -> str:
    return (timezone.localdate() + timedelta(days=giorni)).isoformat()


def un_risultato(scena: Scena) -> dict[str, Any]:
    return {"versione": 0, "parte_0": "SI", "nota": "", "causa": "", "fonte": "", "salva": "1"}


def una_delega(scena: Scena) -> dict[str, Any]:
    incarico = Incarico.objects.get(utente=scena.cast.direttore).pk
    return {"incarico": incarico, "delegato": scena.cast.amministratrice.pk, "dal": fra(1), "al": fra(2)}


def una_proroga(scena: Scena) -> dict[str, Any]:
    persona = Persona.objects.get(cognome="Rossi").pk
    return {"persona": persona, "periodo": "finale", "fino_al": fra(40), "motivo": "Malattia"}


def un_sollecito(scena: Scena) -> dict[str, Any]:
    Utente.objects.filter(pk=scena.cast.responsabile.pk).update(email="rita@esempio.it")
    return {"persona": Persona.objects.get(cognome="Rossi").pk, "periodo": "finale"}


def un_invito(scena: Scena) -> dict[str, Any]:
    return {"nome": "Ines", "cognome": "Invitata", "email": "ines@esempio.it", "ruolo": "organo"}


def un_anno(scena: Scena) -> dict[str, Any]:
    return {"anno": f"{scena.anno.piano_id}-2024", "finestra_dal": "01/01/2025", "finestra_al": "31/03/2025"}


def un_atto(scena: Scena) -> dict[str, Any]:
    return {"organo": "Consiglio", "numero": "9", "data_atto": "01/12/2025", "allegato": ""}


def un_componente(scena: Scena) -> dict[str, Any]:
    return {"nome": "Ugo Esempio", "dal": "01/01/2023"}


MODULI = [
    Modulo(
        "documento_chiedi",
        "organo",
        Documento,
        lambda s: {"documento": richieste_di(s.cast.ente)[0][1][0].codice},
        da="documenti",
    ),
    Modulo("raccolta_chiedi", "organo", Raccolta, da="documenti"),
    Modulo("esportazioni", "amministratrice", Esportazione),
    Modulo(
        "importazioni",
        "amministratrice",
        Importazione,
        file={"foglio": ("p.xlsx", foglio(piano_piccolo("ente-prova")))},
    ),
    Modulo(
        "rilevazione",
        "responsabile",
        Evidenza,
        un_risultato,
        del_risultato,
        file={"file": ("p.pdf", b"%PDF-1.4 prova")},
    ),
    Modulo("discussione", "responsabile", Intervento, lambda s: {"testo": "Perché?"}, del_risultato),
    Modulo(
        "richiesta_nuova",
        "direttore",
        Richiesta,
        lambda s: {"tipo": "neutralizzazione", "motivo": "È passato al Comune."},
        del_risultato,
    ),
    Modulo("deleghe", "direttore", Delega, una_delega),
    Modulo("nucleo_componenti", "amministratrice", Componente, un_componente),
    Modulo(
        "nucleo_sedute",
        "nucleo",
        Seduta,
        lambda s: {"data_seduta": "30/01/2024", "presenti": [s.componente], "resoconto": "Letti."},
        dell_anno,
    ),
    Modulo(
        "scadenza_nuova",
        "amministratrice",
        Scadenza,
        lambda s: {"giorno": "31/12/2023", "titolo": "Assemblea"},
        lambda s: {"anno": 2023},
    ),
    Modulo("proroga_concedi", "amministratrice", Proroga, una_proroga, lambda s: {**dell_anno(s)}),
    Modulo(
        "chiavi_api",
        "amministratrice",
        ChiaveApi,
        lambda s: {"nome": "Sito", "ambito": "pubblico", "scade_il": fra(30)},
    ),
    Modulo("rimodulazione_nuova", "direttore", Rimodulazione, lambda s: {"oggetto": "Meno formazione"}, del_piano),
    Modulo(
        "capitolo_nuovo",
        "amministratrice",
        Capitolo,
        lambda s: {"numero": "2", "titolo": "Contesto", "testo": "Il contesto.", "dopo": s.capitolo, "tavola": ""},
        lambda s: {"piano": s.bozza},
    ),
    Modulo("inviti", "amministratrice", Invito, un_invito),
    Modulo("rilevazione_apri", "amministratrice", Rendicontazione, un_anno),
    Modulo("approva_piano", "amministratrice", Atto, un_atto, lambda s: {"piano": s.bozza}),
    Modulo("prossima_edizione", "amministratrice", Piano, lambda s: {}, del_piano),
    Modulo(
        "sollecita",
        "direttore",
        Messaggio,
        un_sollecito,
        dell_anno,
        da="completamento",
        da_dove=dell_anno,
    ),
]


@pytest.fixture
def scena(sito: str, cast: scenari.Cast) -> Scena:
    return Scena(cast, scenari.anno_aperto(cast, timezone.now()))


def indirizzo(nome: str, **argomenti: Any) -> str:
    return reverse(nome, kwargs={"ente": "ente-prova", **argomenti})


@pytest.mark.parametrize("modulo", MODULI, ids=str)
def test_a_form_sent_many_times_at_once_makes_one_thing(modulo: Modulo, scena: Scena, sito: str) -> None:
    dati, argomenti = modulo.dati(scena), modulo.dove(scena)
    chi = Qualcuno(sito, scena.cast.per_nome(modulo.chi))
    dove = indirizzo(modulo.nome, **argomenti)
    da = indirizzo(modulo.da, **(modulo.da_dove(scena) if modulo.da_dove else {})) if modulo.da else dove
    dati = {**chi.modulo(da), **dati}
    assert dati.get("csrfmiddlewaretoken")
    prima, lavori = modulo.fa.objects.count(), Lavoro.objects.count()

    def invia(_: int) -> int:
        return chi.invia(dove, dati, files=modulo.file or None).status_code

    with ThreadPoolExecutor(VOLTE) as insieme:
        codici = list(insieme.map(invia, range(VOLTE)))
    assert modulo.fa.objects.count() - prima == 1, codici
    # 422: a name of which there is one already is said beside its field
    assert set(codici) <= {200, 302, 422}, codici
    assert Lavoro.objects.count() - lavori <= 1


def scritto(scena: Scena, rita: Qualcuno, **altro: Any) -> tuple[str, dict[str, Any]]:
    """The page of a result, and its form filled in."""
    pagina = indirizzo("rilevazione", **del_risultato(scena))
    return pagina, {**rita.modulo(pagina), **un_risultato(scena), "nota": "Aperto il 3 marzo", **altro}


def test_a_form_sent_again_later_is_answered_as_the_first_time(scena: Scena, sito: str) -> None:
    rita = Qualcuno(sito, scena.cast.responsabile)
    pagina, dati = scritto(scena, rita)
    prima, poi = rita.invia(pagina, dati), rita.invia(pagina, dati)
    assert (poi.status_code, poi.headers["Location"]) == (302, prima.headers["Location"])
    assert scenari.risultato_di("1.1").versione == 1
    corretto = rita.invia(pagina, {**dati, "nota": "Aperto il 4 marzo"})
    assert corretto.status_code == 409


def test_a_twin_takes_over_from_a_first_that_died(scena: Scena, sito: str) -> None:
    """As when the web process is killed between the saving and the answer: the result is as it was sent, once."""
    rita = Qualcuno(sito, scena.cast.responsabile)
    pagina, dati = scritto(scena, rita)
    rita.invia(pagina, dati)
    Invio.objects.update(dove="", arrivato_il=timezone.now())
    assert rita.invia(pagina, dati).status_code == 302
    assert scenari.risultato_di("1.1").versione == 1


def test_a_tab_twelve_hours_old_loses_nothing(scena: Scena, sito: str) -> None:
    """Its session is over and its token is old: the text waits behind the login and is sent from there."""
    rita = Qualcuno(sito, scena.cast.responsabile)
    pagina, dati = scritto(scena, rita)
    Session.objects.all().delete()
    fuori = rita.invia(pagina, dati)
    assert (fuori.status_code, fuori.headers["Location"].split("?")[0]) == (302, reverse("accedi"))
    assert scenari.risultato_di("1.1").versione == 0
    rita.rientra(scena.cast.responsabile)
    attesa = rita.apri(reverse("riprendi"))
    assert "Aperto il 3 marzo" in attesa.text
    assert (
        rita.invia(pagina, {**marchi_in(attesa.text), **un_risultato(scena), "nota": dati["nota"]}).status_code == 302
    )
    assert scenari.risultato_di("1.1").nota == "Aperto il 3 marzo"


def test_a_tab_older_than_a_change_of_somebody_else_shows_both_texts(scena: Scena, sito: str) -> None:
    rita = Qualcuno(sito, scena.cast.responsabile)
    pagina, dati = scritto(scena, rita)
    dario = Qualcuno(sito, scena.cast.direttore)
    _, suoi = scritto(scena, dario, parte_0="NO", nota="Scritto dal direttore")
    assert dario.invia(pagina, suoi).status_code == 302
    risposta = rita.invia(pagina, dati)
    assert risposta.status_code == 409
    assert "Scritto dal direttore" in risposta.text
    assert "Aperto il 3 marzo" in risposta.text
    assert scenari.risultato_di("1.1").nota == "Scritto dal direttore"


NUOVO_CAMPO = "ALTER TABLE rendicontazione_risultato ADD COLUMN di_domani text NULL"
NUOVA_TABELLA = "CREATE TABLE rendicontazione_di_domani (id bigserial PRIMARY KEY, testo text)"
SENZA = [
    "ALTER TABLE rendicontazione_risultato DROP COLUMN di_domani",
    "DROP TABLE rendicontazione_di_domani",
]


def test_a_migration_that_adds_goes_on_while_the_old_code_serves(scena: Scena, sito: str) -> None:
    """Requests before, during and after it, on connections that are already open: none fails."""
    rita = Qualcuno(sito, scena.cast.responsabile)
    fine, codici = Event(), []

    def naviga(_: int) -> None:
        while not fine.is_set():
            pagina = indirizzo("rilevazione", **del_risultato(scena))
            aperta = rita.apri(pagina)
            versione = scenari.risultato_di("1.1").versione
            salvata = rita.invia(pagina, {**marchi_in(aperta.text), **un_risultato(scena), "versione": versione})
            codici.extend([aperta.status_code, salvata.status_code])
            connection.close()

    with ThreadPoolExecutor(2) as insieme:
        fili = [insieme.submit(naviga, n) for n in range(2)]
        try:
            for comando in ("", NUOVO_CAMPO, NUOVA_TABELLA, *SENZA):
                if comando:
                    with connection.cursor() as cursore:
                        cursore.execute(comando)
                arrivati = len(codici)
                assert attendi(lambda quanti=arrivati: len(codici) >= quanti + 4 or any(filo.done() for filo in fili))
        finally:
            fine.set()
    for filo in fili:
        filo.result()
    assert set(codici) <= {200, 302, 409}, codici
