"""Writes of the import: take a workbook in, examine it, commit it. Nothing is written before confirmation."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import Any

import pghistory
from django.core.files.base import ContentFile
from django.db import transaction

from indicatori.enums import StatoImportazione
from indicatori.importazione import permissions
from indicatori.importazione.anteprima import Esame, Passo, esamina_fogli, nessun_passo, riprendi_esame
from indicatori.importazione.archivio_carte import carta_di, conserva_carta, togli_carta
from indicatori.importazione.carta import Carta
from indicatori.importazione.differenze import Voce, cambiamenti, confronta, senza_uguali
from indicatori.importazione.guardia import FileRifiutato, riconosci
from indicatori.importazione.lettura import leggi_contenuto
from indicatori.importazione.letture import Letture
from indicatori.importazione.processo import annota_a_parte
from indicatori.importazione.raccolta import senza_raccolta
from indicatori.importazione.riconoscimento.registro import risposte_di, risposte_tra
from indicatori.importazione.risultati import RigaRisultato, applica_risultati
from indicatori.importazione.scrittura import scrivi_piano
from indicatori.importazione.scrittura_indicatori import allinea_responsabilita
from indicatori.importazione.selectors import anagrafe_di, codice_di_altri, impronta_dati, piano_di
from indicatori.models import Importazione
from indicatori.motore.documento import PianoDati
from indicatori.rimodulazione.da_foglio import proponi_dal_foglio
from indicatori.selectors import piano_in_dati
from obiettivi.enums import StatoPiano
from obiettivi.models import Piano, Rimodulazione
from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.services import accoda, chiave_di
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi, ModificaConcorrente

LUNGHEZZA_NOME = 200
SENZA_CARTA = "L'anteprima di questo foglio non è più in archivio: premi «Rifai l'anteprima» e controllala."


@dataclass(frozen=True, slots=True)
class EsitoImportazione:
    """What a commit did: the plan, the tree of differences, how many things of the plan and results were written."""

    piano: Piano
    radice: Voce
    cambiamenti: int
    nuovo: bool
    risultati: int = 0
    rimodulazione: Rimodulazione | None = None


@dataclass(frozen=True, slots=True)
class Proponente:
    """Who turns a workbook of an approved plan into a proposal, when, and from which file."""

    utente: Utente
    adesso: datetime
    nome_file: str
    sha256: str = ""


@senza_raccolta()
def importa_piano(
    *,
    dati: PianoDati,
    utente: Utente | None,
    adesso: datetime,
    elimina_assenti: bool = False,
    risultati: Sequence[RigaRisultato] = (),
    nome_file: str = "",
) -> EsitoImportazione:
    """Makes the plan of `dati.ente` equal to `dati`, all or nothing; the second time it changes nothing.

    `risultati` are written in the name of `utente`, left out when there is none. Changes to an approved plan become
    a proposed rimodulazione of `utente` when `nome_file` says where they come from.

    Asks no role: its callers have. Raises DatiNonValidi (unknown body, code taken by another body, results in the
    way) and AzioneNegata for changes to a plan that is no longer a draft, when nobody proposes them.
    """
    with transaction.atomic():
        ente = _ente_bloccato(dati.ente)
        piano = _piano_bloccato(ente, dati.codice)
        contesto = {"importazione_piano": dati.codice, "il": adesso.isoformat()}
        with pghistory.context(**contesto, **({"user": utente.pk} if utente else {})):
            chi = Proponente(utente, adesso, nome_file) if utente and nome_file else None
            esito = _scrivi(ente, piano, dati, elimina_assenti=elimina_assenti, proponente=chi)
            if utente is None:
                return esito
            scritti = applica_risultati(piano=esito.piano, righe=risultati, utente=utente, adesso=adesso)
            return replace(esito, risultati=scritti)


def carica_foglio(
    *, ente: Ente, nome_file: str, contenuto: bytes, utente: Utente, adesso: datetime, piano: Piano | None = None
) -> Importazione:
    """Takes a workbook in and asks for its examination.

    Raises AzioneNegata for who may not import, DatiNonValidi with the sentence for a file that is no workbook:
    nothing is stored then.
    """
    permissions.controlla_puo_importare(utente, ente)
    nome = PurePath(nome_file.replace("\\", "/")).name[-LUNGHEZZA_NOME:] or "foglio"
    try:
        riconosci(contenuto, nome)
    except FileRifiutato as rifiutato:
        raise DatiNonValidi({"file": [str(rifiutato)]}) from rifiutato
    with transaction.atomic():
        importazione = Importazione(
            ente=ente,
            piano=piano,
            nome_file=nome,
            sha256=hashlib.sha256(contenuto).hexdigest(),
            caricata_da=utente,
            caricata_il=adesso,
        )
        importazione.file.save(nome, ContentFile(contenuto), save=False)
        importazione.save()
        return _chiedi_esame(importazione, utente, adesso)


def riesamina(
    *, importazione: Importazione, utente: Utente, adesso: datetime, scelte: Mapping[str, str] | None = None
) -> Importazione:
    """Asks for a new preview against the plan as it is now. Raises AzioneNegata when it is already confirmed.

    `scelte` are the readings chosen for the doubts of the preview, by their key; without them those in force stay.
    """
    permissions.controlla_puo_riesaminare(utente, importazione)
    with transaction.atomic():
        importazione.stato = StatoImportazione.IN_ESAME
        togli_carta(importazione)
        importazione.anteprima = {"risposte": risposte_tra(importazione.anteprima, scelte)}
        return _chiedi_esame(importazione, utente, adesso)


def _chiedi_esame(importazione: Importazione, utente: Utente, adesso: datetime) -> Importazione:
    importazione.lavoro = accoda(
        ente=importazione.ente,
        tipo=TipoLavoro.IMPORTAZIONE,
        parametri={"importazione": importazione.pk},
        chiave=chiave_di(["importazione", importazione.pk, importazione.lavoro_id, adesso]),
        utente=utente,
        adesso=adesso,
    )
    importazione.save()
    return importazione


@senza_raccolta()
def esamina(importazione: Importazione, passo: Passo = nessun_passo) -> Esame:
    """Reads the stored file and compares it with the plan; writes nothing. Raises FileRifiutato.

    `passo` is told each of the four steps: read, understood, compared, checked.
    """
    fogli = leggi_contenuto(_contenuto_di(importazione), importazione.nome_file)
    passo()
    risposte = risposte_di(importazione.anteprima)
    return esamina_fogli(fogli, importazione.ente, codice=_codice_atteso(importazione), risposte=risposte, passo=passo)


def foglio_annotato(*, importazione: Importazione, utente: Utente) -> bytes:
    """The stored file as xlsx, with the findings of its preview on the cells. Raises AzioneNegata and FileRifiutato."""
    permissions.controlla_puo_annotare(utente, importazione)
    rilievi = _carta_di(importazione).rilievi
    return annota_a_parte(_contenuto_di(importazione), importazione.nome_file, rilievi)


def registra_esame(*, importazione: Importazione, esame: Esame, carta: Carta) -> Importazione:
    """Keeps the preview and its carta; an import that was confirmed meanwhile is left alone."""
    importazione.anteprima = esame.riassunto()
    conserva_carta(importazione, carta)
    importazione.piano = esame.piano or importazione.piano
    importazione.stato = StatoImportazione.ERRORI if esame.bloccato else StatoImportazione.ANTEPRIMA
    importazione.errore = ""
    return _salva_esito(importazione)


def registra_rifiuto(*, importazione: Importazione, motivo: str) -> Importazione:
    importazione.stato = StatoImportazione.RIFIUTATA
    importazione.errore = motivo
    return _salva_esito(importazione)


@senza_raccolta()
def conferma_importazione(
    *, importazione: Importazione, utente: Utente, adesso: datetime, elimina_assenti: bool = False
) -> EsitoImportazione:
    """Commits exactly the previewed file, plan and results, in one transaction with the plan locked.

    An approved plan is left as it is: its changes become a proposed rimodulazione. Raises AzioneNegata (role,
    state), DatiNonValidi, and ModificaConcorrente when the plan or the results moved since the preview: nothing is
    written then.
    """
    permissions.controlla_puo_confermare(utente, importazione)
    with transaction.atomic():
        bloccata = Importazione.objects.select_for_update(of=("self",)).select_related("ente", "piano")
        importazione = bloccata.get(pk=importazione.pk)
        permissions.controlla_puo_confermare(utente, importazione)
        ente = _ente_bloccato(importazione.ente.codice)
        piano = _piano_bloccato(ente, str(importazione.anteprima["piano"]))
        esame = _esame_di_ora(importazione, ente, adesso)
        if esame.dati is None or not _come_mostrato(esame, importazione.anteprima):
            raise ModificaConcorrente(
                "Qualcosa è cambiato dopo l'anteprima, nel piano o nei risultati: niente è stato scritto."
                " Rifai l'anteprima e controllala."
            )
        contesto = {"importazione": importazione.pk, "file": importazione.nome_file, "sha256": importazione.sha256}
        with pghistory.context(**contesto, user=utente.pk):
            chi = Proponente(utente, adesso, importazione.nome_file, importazione.sha256)
            esito = _scrivi(
                ente,
                piano,
                esame.dati,
                esame.radice,
                esame.letture,
                elimina_assenti=elimina_assenti,
                proponente=chi,
            )
            righe = esame.lettura.risultati
            scritti = applica_risultati(piano=esito.piano, righe=righe, utente=utente, adesso=adesso)
            esito = replace(esito, risultati=scritti)
        importazione.piano = esito.piano
        importazione.anteprima["eliminati"] = elimina_assenti
        importazione.anteprima["rimodulazione"] = esito.rimodulazione.pk if esito.rimodulazione else None
        importazione.stato = StatoImportazione.CONFERMATA
        importazione.confermata_da = utente
        importazione.confermata_il = adesso
        importazione.save()
    return esito


def _esame_di_ora(importazione: Importazione, ente: Ente, adesso: datetime) -> Esame:
    """What the preview read, against the plan and the results as they are now. Raises FileRifiutato, AzioneNegata."""
    _contenuto_di(importazione)
    carta = _carta_di(importazione)
    if carta.dati is None:
        raise AzioneNegata(SENZA_CARTA)
    return riprendi_esame(carta, ente, adesso=adesso)


def _carta_di(importazione: Importazione) -> Carta:
    """What is confirmed is what was shown: without its carta a preview is not worth anything. Raises AzioneNegata."""
    carta = carta_di(importazione)
    if carta is None:
        raise AzioneNegata(SENZA_CARTA)
    return carta


def _codice_atteso(importazione: Importazione) -> str:
    return importazione.piano.codice if importazione.piano else ""


def _come_mostrato(esame: Esame, anteprima: dict[str, Any]) -> bool:
    """Whether confirming would do what the preview showed, to the plan and to the results."""
    piano = impronta_dati(esame.attuale) == anteprima["impronta"]
    return piano and not esame.bloccato and esame.risultati.impronta == anteprima.get("impronta_risultati", "")


def _scrivi(
    ente: Ente,
    piano: Piano | None,
    dati: PianoDati,
    radice: Voce | None = None,
    letture: Letture | None = None,
    *,
    elimina_assenti: bool,
    proponente: Proponente | None = None,
) -> EsitoImportazione:
    """`radice` is the comparison with the plan as it is, made here when nobody made it with the plan locked."""
    radice = radice or senza_uguali(confronta(piano_in_dati(piano) if piano else None, dati))
    quanti = cambiamenti(radice, elimina_assenti=elimina_assenti)
    if piano is not None and piano.stato != StatoPiano.BOZZA and quanti:
        proposta = _proponi(piano, dati, proponente, elimina_assenti=elimina_assenti)
        return EsitoImportazione(piano, radice, quanti, nuovo=False, rimodulazione=proposta)
    anagrafe = anagrafe_di(ente)
    if piano is not None and not quanti:
        if piano.stato == StatoPiano.BOZZA:
            allinea_responsabilita(piano, anagrafe)
        return EsitoImportazione(piano, radice, 0, nuovo=False)
    scritto = scrivi_piano(
        ente=ente, piano=piano, dati=dati, anagrafe=anagrafe, elimina_assenti=elimina_assenti, letture=letture
    )
    return EsitoImportazione(scritto, radice, quanti, nuovo=piano is None)


def _proponi(piano: Piano, dati: PianoDati, proponente: Proponente | None, *, elimina_assenti: bool) -> Rimodulazione:
    if proponente is None:
        raise AzioneNegata(permissions.PIANO_APPROVATO)
    return proponi_dal_foglio(
        piano=piano,
        dati=dati,
        nome_file=proponente.nome_file,
        sha256=proponente.sha256,
        utente=proponente.utente,
        adesso=proponente.adesso,
        elimina_assenti=elimina_assenti,
    )


def _ente_bloccato(codice: str) -> Ente:
    """The body, locked: two imports of the same body wait for each other, also for a plan that is not there yet."""
    ente = Ente.objects.select_for_update(no_key=True).filter(codice=codice).first()
    if ente is None:
        raise DatiNonValidi({"": [f"L'ente «{codice}» non esiste: crealo prima di importare il suo piano."]})
    return ente


def _piano_bloccato(ente: Ente, codice: str) -> Piano | None:
    if codice_di_altri(ente, codice):
        raise DatiNonValidi({"": [f"Il codice di piano «{codice}» non è disponibile: scegline un altro."]})
    Piano.objects.select_for_update(no_key=True).filter(ente=ente, codice=codice).first()
    return piano_di(ente, codice)


def _contenuto_di(importazione: Importazione) -> bytes:
    """The stored bytes, which must be those that were uploaded. Raises FileRifiutato."""
    try:
        with importazione.file.open("rb") as flusso:
            contenuto: bytes = flusso.read()
    except OSError:
        raise FileRifiutato("Il file caricato non si trova più nell'archivio: caricalo di nuovo.") from None
    if hashlib.sha256(contenuto).hexdigest() != importazione.sha256:
        raise FileRifiutato("Il file in archivio non è più quello caricato: caricalo di nuovo.")
    return contenuto


def _salva_esito(importazione: Importazione) -> Importazione:
    with transaction.atomic():
        ancora = Importazione.objects.select_for_update().filter(pk=importazione.pk)
        if ancora.exclude(stato=StatoImportazione.CONFERMATA).exists():
            importazione.save(update_fields=["anteprima", "piano", "stato", "errore"])
    return importazione
