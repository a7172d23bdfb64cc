"""What the bodies of the demo do before their picture is taken, so that hardly a table is left without rows.

Run by `fotografa` inside the code of the version that is photographed: it imports nothing of the tests.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from indicatori.importazione.services import carica_foglio
from indicatori.rimodulazione.services import proponi_rimodulazione
from obiettivi.models import Piano
from pianoperf.organizzazione.deleghe.services import delega
from pianoperf.organizzazione.models import Ente, Persona, Utente
from rendicontazione.calendario.services import concedi_proroga, scrivi_scadenza
from rendicontazione.documenti.archivio import conserva
from rendicontazione.documenti.raccolta import chiedi_raccolta
from rendicontazione.documenti.services import chiedi_documento, segna_pronto
from rendicontazione.enums import EsitoGiudizio, Periodo, StatoRisultato, TipoDocumento, TipoRichiesta
from rendicontazione.esportazione.services import chiedi_esportazione
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.nucleo.criteri import DOMANDE
from rendicontazione.nucleo.services.criteri import Risposta, rispondi_ai_criteri
from rendicontazione.nucleo.services.discussione import intervieni
from rendicontazione.nucleo.services.richieste import chiedi_al_nucleo
from rendicontazione.promemoria.services import sollecita
from rendicontazione.relazioni.veste_vista import VesteVista
from rendicontazione.services.anno import valida_rendicontazione
from rendicontazione.services.chiusura import (
    approva_rendicontazione,
    pubblica_rendicontazione,
    riapri_rendicontazione,
)
from rendicontazione.services.evidenze import allega_indirizzo
from rendicontazione.services.risultati import giudica_risultato
from rendicontazione.veste.services import salva_veste

ATTO = {"organo": "Assemblea", "data": date(2024, 5, 20)}


def vivi() -> None:
    adesso = timezone.now()
    _pubblica_un_anno(adesso)
    _riapri_un_anno(adesso)
    _lavora_a_un_anno_aperto(adesso)
    _chiedi_file(adesso)
    _cambia_l_ente(adesso)


def _utente(ruolo: str, ente: str) -> Utente:
    return Utente.objects.get(username=f"{ruolo}.{ente}")


def _anno(piano: str) -> Rendicontazione:
    return Rendicontazione.objects.select_related("piano__ente").get(piano__codice=piano)


def _trasmessi(rendicontazione: Rendicontazione) -> list[Risultato]:
    finali = rendicontazione.risultati.filter(periodo=Periodo.FINALE, stato=StatoRisultato.TRASMESSO)
    return list(finali.select_related("rendicontazione__piano__ente").order_by("pk"))


def _pubblica_un_anno(adesso: datetime) -> None:
    anno, chi = _anno("coeso-2021-2023"), _utente("amministratore", "coeso")
    anno = approva_rendicontazione(rendicontazione=anno, numero="7", utente=chi, adesso=adesso, **ATTO)
    pubblica_rendicontazione(rendicontazione=anno, utente=chi, adesso=adesso)


def _riapri_un_anno(adesso: datetime) -> None:
    """A year judged in every way, validated, and given back: its snapshot stays."""
    anno, nucleo = _anno("cssm-2023-2025"), _utente("nucleo", "cssm")
    rettificato, non_valutabile, *altri = _trasmessi(anno)
    decisioni = [
        (
            rettificato,
            EsitoGiudizio.RETTIFICATO,
            {"grado_rettificato": Decimal("0.5"), "motivo": "È in parte."},
        ),
        (non_valutabile, EsitoGiudizio.NON_VALUTABILE, {"motivo": "Servizio sospeso."}),
        *((altro, EsitoGiudizio.CONFERMATO, {}) for altro in altri),
    ]
    for risultato, esito, resto in decisioni:
        giudica_risultato(risultato=risultato, esito=esito, utente=nucleo, adesso=adesso, **resto)
    rispondi_ai_criteri(rendicontazione=anno, risposte=_criteri(), utente=nucleo, adesso=adesso)
    anno = valida_rendicontazione(rendicontazione=_anno("cssm-2023-2025"), utente=nucleo, adesso=adesso)
    riapri_rendicontazione(
        rendicontazione=anno, motivo="Un dato era di un altro anno.", numero="9",
        utente=_utente("amministratore", "cssm"), adesso=adesso, **ATTO,
    )  # fmt: skip


def _lavora_a_un_anno_aperto(adesso: datetime) -> None:
    anno, direttore = _anno("asc-insieme-2023-2025"), _utente("direttore", "asc-insieme")
    amministratore, nucleo = _utente("amministratore", "asc-insieme"), _utente("nucleo", "asc-insieme")
    primo, secondo, *_ = _trasmessi(anno)
    motivo = "L'utenza è raddoppiata dopo l'alluvione."
    chiedi_al_nucleo(
        risultato=primo, tipo=TipoRichiesta.NEUTRALIZZAZIONE, motivo=motivo, utente=direttore, adesso=adesso
    )
    intervieni(risultato=primo, testo="Serve l'atto che lo dice.", utente=nucleo, adesso=adesso)
    giudica_risultato(
        risultato=secondo, esito=EsitoGiudizio.RINVIATO, motivo="Manca la fonte.", utente=nucleo, adesso=adesso
    )
    atto = "https://ente.example.it/atti/12"
    allega_indirizzo(risultato=secondo, indirizzo=atto, utente=direttore, adesso=adesso)
    persona = Persona.objects.filter(ente=anno.piano.ente, utente__isnull=False).order_by("pk")[0]
    concedi_proroga(
        rendicontazione=anno, persona=persona, periodo=Periodo.FINALE, fino_al=adesso + timedelta(days=400),
        motivo="Assenza lunga.", utente=amministratore, adesso=adesso,
    )  # fmt: skip
    sollecita(rendicontazione=anno, persona=persona, periodo=Periodo.FINALE, utente=amministratore, adesso=adesso)


def _chiedi_file(adesso: datetime) -> None:
    """A document that was made, one that waits, the zip of all, an export, a workbook to examine."""
    ente = Ente.objects.get(codice="asc-insieme")
    piano, chi = Piano.objects.get(codice="asc-insieme-2023-2025"), _utente("organo", "asc-insieme")
    amministratore = _utente("amministratore", "asc-insieme")
    fatto = chiedi_documento(piano=piano, tipo=TipoDocumento.PIANO, anno=None, utente=chi, adesso=adesso)
    segna_pronto(documento=fatto, conservato=conserva(b"%PDF-1.7 una fotografia"), adesso=adesso)
    chiedi_documento(piano=piano, tipo=TipoDocumento.RENDICONTAZIONE, anno=2023, utente=chi, adesso=adesso)
    chiedi_raccolta(ente=ente, utente=chi, adesso=adesso)
    chiedi_esportazione(ente=ente, utente=amministratore, adesso=adesso)
    carica_foglio(
        ente=ente, nome_file="schede.csv", contenuto=b"Scheda;Codice\r\n1;1.1\r\n", utente=amministratore, adesso=adesso
    )


def _cambia_l_ente(adesso: datetime) -> None:
    ente, oggi = Ente.objects.get(codice="asc-insieme"), timezone.localdate(adesso)
    direttore, amministratore = _utente("direttore", "asc-insieme"), _utente("amministratore", "asc-insieme")
    delega(
        ente=ente, delegante=direttore, delegato=_utente("responsabile", "asc-insieme"), ruolo="direttore",
        dal=oggi, al=oggi + timedelta(days=30), utente=amministratore, adesso=adesso, motivo="Ferie",
    )  # fmt: skip
    scrivi_scadenza(ente=ente, anno=2024, data=date(2024, 6, 10), titolo="Prova orale", utente=amministratore)
    salva_veste(ente=ente, veste=VesteVista(intestazione="Allegato A"), utente=amministratore, adesso=adesso)
    piano = Piano.objects.get(codice="asc-insieme-2023-2025")
    proponi_rimodulazione(piano=piano, oggetto="Una scheda in meno", utente=direttore, adesso=adesso)


def _criteri() -> dict[str, Risposta]:
    return {domanda.codice: Risposta(soddisfatto=True, nota="Visto.") for domanda in DOMANDE[:3]}
