"""Every state of the table of permissions, reached by replaying the services on the body of scenari.

Each scene takes the cast and gives what the checks are called with, by the name of their parameters.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from indicatori.enums import StatoImportazione
from indicatori.models import Importazione, Previsione
from indicatori.rimodulazione.services import proponi_rimodulazione, ritira_rimodulazione
from indicatori.scorrimento.services import scorri
from obiettivi.models import Piano, Rimodulazione
from obiettivi.services import approva_piano, chiudi_piano
from pianoperf.lavori.attese import attendi
from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.esecuzione import Avanzamento, prendi
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.services import accoda
from pianoperf.organizzazione.deleghe.services import delega, revoca_delega
from pianoperf.organizzazione.models import Delega
from pianoperf.organizzazione.permissions import oggi
from rendicontazione.api.services import crea_chiave, revoca_chiave
from rendicontazione.calendario.services import termina_proroga
from rendicontazione.enums import AmbitoChiave
from rendicontazione.models import Esportazione, Messaggio
from rendicontazione.tavola import voci
from tests import scenari
from tests.permessi import stati_anno
from tests.permessi.stati_anno import Cose, Scena
from tests.rimodulazione import proposte
from tests.scenari import ADESSO, Cast


def _piano() -> Piano:
    return Piano.objects.get(codice="ente-prova-2023-2025")


# the body


def ente(cast: Cast) -> Cose:
    return {"ente": cast.ente}


# the plan


def _bozza(cast: Cast) -> Cose:
    scenari.importa_piano(dati=scenari.dati_di_prova(), utente=cast.amministratrice, adesso=ADESSO)
    return {"piano": _piano()}


def _approvato(cast: Cast) -> Cose:
    return {"piano": scenari.piano_approvato(cast)}


def _vigente(cast: Cast) -> Cose:
    scenari.anno_aperto(cast)
    return {"piano": _piano()}


def _con_proposta(cast: Cast) -> Cose:
    piano = scenari.piano_approvato(cast)
    proposte.proposta(cast)
    return {"piano": piano}


def _prossima(cast: Cast) -> Cose:
    piano = scenari.piano_approvato(cast)
    return {"piano": scorri(piano=piano, utente=cast.amministratrice, adesso=ADESSO)}


def _superato(cast: Cast) -> Cose:
    prossima = _prossima(cast)["piano"]
    atto = {"organo": "Consiglio di Amministrazione", "numero": "2", "data": date(2023, 12, 20)}
    approva_piano(piano=prossima, utente=cast.amministratrice, **atto)
    return {"piano": _piano()}


def _chiuso(cast: Cast) -> Cose:
    return {"piano": chiudi_piano(piano=_superato(cast)["piano"], utente=cast.amministratrice)}


# the target of a year


def _non_aperto(cast: Cast) -> Cose:
    scenari.piano_approvato(cast)
    return {"previsione": Previsione.objects.get(indicatore__codice="1.1", anno=2023)}


def _aperto(cast: Cast) -> Cose:
    scenari.anno_aperto(cast)
    return {"previsione": Previsione.objects.get(indicatore__codice="1.1", anno=2023)}


# a proposal


def _proposta(cast: Cast) -> Cose:
    piano = scenari.piano_approvato(cast)
    proposta = proponi_rimodulazione(piano=piano, oggetto="Meno formazione", utente=cast.direttore, adesso=ADESSO)
    return {"rimodulazione": proposta}


def _proposta_approvata(cast: Cast) -> Cose:
    proposta = proposte.con_target(cast, _proposta(cast)["rimodulazione"], 2023, "almeno 60%")
    proposte.approvata(cast, proposte.motivata(cast, proposta))
    return {"rimodulazione": Rimodulazione.objects.get(pk=proposta.pk)}


def _proposta_ritirata(cast: Cast) -> Cose:
    proposta = _proposta(cast)["rimodulazione"]
    ritira_rimodulazione(rimodulazione=proposta, utente=cast.direttore, adesso=ADESSO)
    return {"rimodulazione": Rimodulazione.objects.get(pk=proposta.pk)}


def _importazione(stato: StatoImportazione) -> Scena:
    """Its states are those of a job: the row as the job leaves it."""

    def scena(cast: Cast) -> Cose:
        confermata = stato == StatoImportazione.CONFERMATA
        importazione = Importazione.objects.create(
            ente=cast.ente,
            nome_file="piano.xlsx",
            file="importazioni/piano.xlsx",
            sha256="0" * 64,
            stato=stato,
            caricata_da=cast.amministratrice,
            caricata_il=ADESSO,
            confermata_da=cast.amministratrice if confermata else None,
            confermata_il=ADESSO if confermata else None,
        )
        return {"importazione": importazione}

    return scena


# an extension, a deputy, a message, an archive


def _proroga_in_corso(cast: Cast) -> Cose:
    scenari.anno_aperto(cast)
    return {"proroga": stati_anno.proroga(cast), "adesso": ADESSO}


def _proroga_finita(cast: Cast) -> Cose:
    scenari.anno_aperto(cast)
    dopo = ADESSO + timedelta(days=1)
    return {
        "proroga": termina_proroga(proroga=stati_anno.proroga(cast), utente=cast.amministratrice, adesso=dopo),
        "adesso": dopo + timedelta(minutes=1),
    }


def _delega(cast: Cast, *, giorni: tuple[int, int] = (0, 7)) -> Cose:
    """One given by the direttore and one by the responsabile; each checks his own (`deleghe`, by who gave it)."""
    deleghe = {}
    for delegante, delegato in (("direttore", cast.amministratrice), ("responsabile", cast.amministratrice)):
        deleghe[delegante] = delega(
            ente=cast.ente,
            delegante=cast.per_nome(delegante),
            delegato=delegato,
            ruolo=delegante,
            dal=oggi() + timedelta(days=giorni[0]),
            al=oggi() + timedelta(days=giorni[1]),
            utente=cast.per_nome(delegante),
            adesso=timezone.now(),
        )
    return {"deleghe": deleghe}


def _delega_finita(cast: Cast) -> Cose:
    """Only time ends a deputy: the days are moved back together."""
    cose = _delega(cast)
    Delega.objects.update(dal=oggi() - timedelta(days=9), al=oggi() - timedelta(days=2))
    return {"deleghe": {nome: Delega.objects.get(pk=voce.pk) for nome, voce in cose["deleghe"].items()}}


def _delega_ritirata(cast: Cast) -> Cose:
    deleghe = _delega(cast)["deleghe"]
    ritirate = {
        nome: revoca_delega(delega=voce, utente=cast.amministratrice, adesso=timezone.now())
        for nome, voce in deleghe.items()
    }
    return {"deleghe": ritirate}


def _messaggio(**campi: object) -> Scena:
    def scena(cast: Cast) -> Cose:
        dati = {"indirizzo": "rita@esempio.it", "oggetto": "Promemoria", "testo": "Testo", "chiave": "prova"}
        return {"messaggio": Messaggio.objects.create(ente=cast.ente, creato_il=ADESSO, **dati, **campi)}

    return scena


def _esportazione(*, pronta: bool, con_email: bool = False) -> Scena:
    def scena(cast: Cast) -> Cose:
        lavoro = accoda(
            ente=cast.ente,
            tipo=TipoLavoro.ESPORTAZIONE,
            parametri={},
            chiave="prova",
            utente=cast.amministratrice,
            adesso=ADESSO,
        )
        pronto = {"pronta_il": ADESSO, "sha256": "0" * 64, "file": "esportazioni/prova.zip", "nome": "prova.zip"}
        esportazione = Esportazione.objects.create(
            ente=cast.ente,
            lavoro=lavoro,
            con_email=con_email,
            chiesta_da=cast.amministratrice,
            chiesta_il=ADESSO,
            **(pronto if pronta else {}),
        )
        return {"esportazione": esportazione}

    return scena


def _chiave(*, scaduta: bool = False, revocata: bool = False) -> Scena:
    """Only time ends a key: its day is moved back."""

    def scena(cast: Cast) -> Cose:
        chi, giorno = cast.amministratrice, oggi() + timedelta(days=1)
        dati = {"nome": "Sito", "ambito": AmbitoChiave.PUBBLICO, "scade_il": giorno}
        chiave = crea_chiave(ente=cast.ente, utente=chi, adesso=ADESSO, **dati)[0]
        if revocata:
            chiave = revoca_chiave(chiave=chiave, utente=chi, adesso=ADESSO)
        if scaduta:
            chiave.scade_il = oggi() - timedelta(days=1)
            chiave.save()
        return {"chiave": chiave}

    return scena


def _lavoro(stato: StatoLavoro) -> Scena:
    """A document that all the cast waits for: who does not is in tests/lavori/test_annulla.py."""

    def scena(cast: Cast) -> Cose:
        lavoro = accoda(
            ente=cast.ente, tipo=TipoLavoro.DOCUMENTO, parametri={}, chiave="prova", utente=None, adesso=ADESSO
        )
        for chi in ("amministratrice", "direttore", "responsabile", "nucleo", "organo"):
            attendi(lavoro=lavoro, utente=cast.per_nome(chi), con_email=False, adesso=ADESSO)
        if stato != StatoLavoro.IN_CODA:
            lavoro = prendi(lavoro.pk, adesso=ADESSO)
        if stato == StatoLavoro.PRONTO:
            Avanzamento(lavoro).concludi()
        return {"lavoro": Lavoro.objects.get(pk=lavoro.pk)}

    return scena


FOGLIO = StatoImportazione
_SCENE: dict[str, tuple[Scena, ...]] = {
    voci.ENTE.nome: (ente,),
    voci.PIANO.nome: (_bozza, _prossima, _approvato, _vigente, _con_proposta, _superato, _chiuso),
    voci.PREVISIONE.nome: (_non_aperto, _aperto),
    voci.PROPOSTA.nome: (_proposta, _proposta_approvata, _proposta_ritirata),
    voci.IMPORTAZIONE.nome: tuple(
        map(_importazione, (FOGLIO.IN_ESAME, FOGLIO.ANTEPRIMA, FOGLIO.ERRORI, FOGLIO.RIFIUTATA, FOGLIO.CONFERMATA))
    ),
    **stati_anno.SCENE,
    voci.PROROGA.nome: (_proroga_in_corso, _proroga_finita),
    voci.DELEGA.nome: (_delega, _delega_finita, _delega_ritirata),
    voci.MESSAGGIO.nome: (
        _messaggio(),
        _messaggio(errore="Il server non risponde.", tentativi=3),
        _messaggio(spedito_il=ADESSO),
    ),
    voci.ESPORTAZIONE.nome: (
        _esportazione(pronta=False),
        _esportazione(pronta=True),
        _esportazione(pronta=True, con_email=True),
    ),
    voci.CHIAVE.nome: (_chiave(), _chiave(scaduta=True), _chiave(revocata=True)),
    voci.LAVORO.nome: tuple(map(_lavoro, (StatoLavoro.IN_CODA, StatoLavoro.IN_CORSO, StatoLavoro.PRONTO))),
}


def scene() -> list[tuple[voci.Oggetto, str, Scena]]:
    """One for each state of each object of the table, in its order."""
    return [
        (oggetto, stato, scena)
        for oggetto in voci.OGGETTI
        for stato, scena in zip(oggetto.stati, _SCENE[oggetto.nome], strict=True)
    ]
