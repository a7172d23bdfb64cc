"""One body with something behind every address, and what each address needs to be opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from indicatori.enums import StatoImportazione
from indicatori.importazione.services import importa_piano
from indicatori.models import Importazione, Previsione
from indicatori.motore.documento import CapitoloDati
from indicatori.rimodulazione.services import modifica_rimodulazione, proponi_rimodulazione
from obiettivi.models import Capitolo, Rimodulazione
from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.services import accoda
from pianoperf.organizzazione.accesso.inviti.services import invita
from pianoperf.organizzazione.deleghe.services import delega
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Persona
from pianoperf.organizzazione.permissions import oggi
from rendicontazione.api.services import crea_chiave
from rendicontazione.calendario.services import concedi_proroga, scrivi_scadenza
from rendicontazione.documenti.services import chiedi_documento
from rendicontazione.enums import AmbitoChiave, EsitoGiudizio, Periodo, TipoDocumento, TipoRichiesta
from rendicontazione.models import Esportazione, Messaggio, Raccolta, Rendicontazione
from rendicontazione.nucleo.services.componenti import registra_componente
from rendicontazione.nucleo.services.richieste import chiedi_al_nucleo
from rendicontazione.nucleo.services.sedute import registra_seduta
from rendicontazione.services.chiusura import approva_rendicontazione
from rendicontazione.services.evidenze import allega_evidenza
from tests import scenari
from tests.scenari import Cast

IERI = date(2024, 1, 30)


@dataclass
class Scena:
    """The body of scenari with an open year; each property makes one thing the first time it is asked for."""

    cast: Cast
    anno: Rendicontazione

    @property
    def ente(self) -> str:
        return self.cast.ente.codice

    @property
    def piano(self) -> str:
        return self.anno.piano.codice

    # the year goes on

    def trasmetti(self) -> None:
        scenari.trasmetti_rendicontazione(rendicontazione=self.anno, utente=self.cast.direttore, adesso=timezone.now())

    def in_validazione(self) -> None:
        scenari.porta_al_nucleo(self.cast, self.anno)

    def valida(self) -> None:
        self.in_validazione()
        scenari.valida(self.cast, self.anno)

    def approva(self) -> None:
        self.valida()
        atto = {"organo": "Consiglio", "numero": "12", "data": date(2024, 3, 20)}
        chi = self.cast.amministratrice
        approva_rendicontazione(rendicontazione=self.anno, utente=chi, adesso=timezone.now(), **atto)

    def invia(self) -> None:
        scenari.inviato(self.cast, "1.1", "SI")

    def rinvia(self) -> None:
        self.invia()
        scenari.giudicato(self.cast, "1.1", EsitoGiudizio.RINVIATO)

    def messaggio_fermo(self) -> None:
        assert self.messaggio

    # what an address names

    def risultato(self, codice: str = "1.1") -> int:
        return scenari.risultato_di(codice).pk

    def evidenza(self, codice: str = "1.1", *, riservata: bool = False) -> int:
        return allega_evidenza(
            risultato=scenari.risultato_di(codice),
            caricato=SimpleUploadedFile("prova.pdf", b"%PDF-1.4 una prova"),
            utente=self.cast.direttore,
            adesso=timezone.now(),
            riservata=riservata,
        ).pk

    def richiesta(self, codice: str = "1.1") -> int:
        return chiedi_al_nucleo(
            risultato=scenari.risultato_di(codice),
            tipo=TipoRichiesta.NEUTRALIZZAZIONE,
            motivo="Il servizio è passato al Comune.",
            utente=self.cast.direttore,
            adesso=timezone.now(),
        ).pk

    @cached_property
    def lavoro(self) -> Lavoro:
        return self._lavoro(TipoLavoro.IMPORTAZIONE)

    def _lavoro(self, tipo: TipoLavoro) -> Lavoro:
        chi = self.cast.amministratrice
        return accoda(ente=self.cast.ente, tipo=tipo, parametri={}, chiave="prova", utente=chi, adesso=timezone.now())

    @cached_property
    def importazione(self) -> int:
        return Importazione.objects.create(
            ente=self.cast.ente,
            lavoro=self.lavoro,
            nome_file="piano.xlsx",
            file="importazioni/assente.xlsx",
            sha256="0" * 64,
            stato=StatoImportazione.IN_ESAME,
            caricata_da=self.cast.amministratrice,
            caricata_il=timezone.now(),
        ).pk

    @cached_property
    def documento(self) -> int:
        """As its job leaves it; the bytes are not looked at."""
        chi, adesso = self.cast.direttore, timezone.now()
        chiesto = chiedi_documento(
            piano=self.anno.piano, tipo=TipoDocumento.PIANO, anno=None, utente=chi, adesso=adesso
        )
        contenuto = b"%PDF-1.7 una prova"
        chiesto.sha256, chiesto.pronto_il = sha256(contenuto).hexdigest(), adesso
        chiesto.file.save("prova.pdf", ContentFile(contenuto))
        return chiesto.pk

    @cached_property
    def chiave(self) -> int:
        giorno, chi = oggi() + timedelta(days=30), self.cast.amministratrice
        dati = {"nome": "Sito", "ambito": AmbitoChiave.PUBBLICO, "scade_il": giorno}
        return crea_chiave(ente=self.cast.ente, utente=chi, adesso=timezone.now(), **dati)[0].pk

    @cached_property
    def raccolta(self) -> int:
        contenuto, adesso = b"un archivio di allegati", timezone.now()
        fatta = Raccolta(
            ente=self.cast.ente,
            lavoro=self._lavoro(TipoLavoro.RACCOLTA),
            nome="allegati.zip",
            sha256=sha256(contenuto).hexdigest(),
            chiesta_da=self.cast.organo,
            chiesta_il=adesso,
            pronta_il=adesso,
        )
        fatta.file.save("allegati.zip", ContentFile(contenuto))
        return fatta.pk

    def esportazione(self, *, con_email: bool = False) -> int:
        contenuto, adesso = b"un archivio", timezone.now()
        fatta = Esportazione(
            ente=self.cast.ente,
            lavoro=self._lavoro(TipoLavoro.ESPORTAZIONE),
            con_email=con_email,
            nome="prova.zip",
            sha256=sha256(contenuto).hexdigest(),
            chiesta_da=self.cast.amministratrice,
            chiesta_il=adesso,
            pronta_il=adesso,
        )
        fatta.file.save("prova.zip", ContentFile(contenuto))
        return fatta.pk

    @cached_property
    def bozza(self) -> str:
        """Another plan of the body, of which no act says anything yet, with one chapter."""
        dati = replace(
            scenari.dati_di_prova(),
            codice="ente-prova-2026-2028",
            triennio=(2026, 2027, 2028),
            capitoli=[CapitoloDati("1", "Premessa", "Il piano.")],
        )
        chi = self.cast.amministratrice
        return importa_piano(dati=dati, utente=chi, adesso=timezone.now()).piano.codice

    @cached_property
    def capitolo(self) -> int:
        return Capitolo.objects.get(piano__codice=self.bozza).pk

    @cached_property
    def previsione(self) -> int:
        return Previsione.objects.get(indicatore__codice="1.1", anno=2023).pk

    @cached_property
    def delega(self) -> int:
        return delega(
            ente=self.cast.ente,
            delegante=self.cast.direttore,
            delegato=self.cast.amministratrice,
            ruolo=Ruolo.DIRETTORE,
            dal=oggi() + timedelta(days=1),
            al=oggi() + timedelta(days=2),
            utente=self.cast.direttore,
            adesso=timezone.now(),
        ).pk

    @cached_property
    def invito(self) -> int:
        return invita(
            ente=self.cast.ente,
            nome="Ines",
            cognome="Invitata",
            email="ines@ente.example",
            ruolo=Ruolo.ORGANO,
            utente=self.cast.amministratrice,
            adesso=timezone.now(),
        ).pk

    @cached_property
    def proposta(self) -> int:
        chi = self.cast.direttore
        return proponi_rimodulazione(
            piano=self.anno.piano, oggetto="Meno formazione", utente=chi, adesso=timezone.now()
        ).pk

    @cached_property
    def proposta_con_capitolo(self) -> int:
        modifica_rimodulazione(
            rimodulazione=Rimodulazione.objects.get(pk=self.proposta),
            modifica=0,
            utente=self.cast.direttore,
            cambia=lambda dati: dati.capitoli.append(CapitoloDati("1", "Premessa", "Il piano.")),
        )
        return self.proposta

    @cached_property
    def scadenza(self) -> int:
        dati = {"anno": 2023, "data": IERI, "titolo": "Bilancio"}
        return scrivi_scadenza(ente=self.cast.ente, utente=self.cast.amministratrice, **dati).pk

    @cached_property
    def proroga(self) -> int:
        return concedi_proroga(
            rendicontazione=self.anno,
            persona=Persona.objects.get(cognome="Rossi"),
            periodo=Periodo.FINALE,
            fino_al=self.anno.finestra_al + timedelta(days=9),
            motivo="Malattia",
            utente=self.cast.amministratrice,
            adesso=timezone.now(),
        ).pk

    @cached_property
    def componente(self) -> int:
        chi = self.cast.amministratrice
        return registra_componente(ente=self.cast.ente, nome="Nora Nucleo", dal=date(2022, 1, 1), utente=chi).pk

    @cached_property
    def seduta(self) -> int:
        assert self.componente
        return registra_seduta(
            rendicontazione=self.anno, presenti=[], data=IERI, utente=self.cast.nucleo, adesso=timezone.now()
        ).pk

    @cached_property
    def messaggio(self) -> int:
        dati = {"indirizzo": "rita@esempio.it", "oggetto": "Promemoria", "testo": "Testo", "chiave": "prova"}
        esito = {"errore": "Il server non risponde.", "tentativi": 3, "creato_il": timezone.now()}
        return Messaggio.objects.create(ente=self.cast.ente, **dati, **esito).pk


@dataclass(frozen=True)
class Regola:
    """Who reaches an address. `ammessi` get the page, or its own answer; the others of the body a refusal (403).

    `argomenti` are the keywords of the address beside `ente`; `prepara` what happens before; `dati` what is sent.
    For `assente` the thing itself is not there (404); `sul_posto` read the refusal on the page where they wrote (409).
    """

    ammessi: frozenset[str]
    argomenti: Callable[[Scena], dict[str, Any]] = lambda scena: {}
    metodo: str = "get"
    prepara: Callable[[Scena], object] = lambda scena: None
    dati: Callable[[Scena], dict[str, Any]] = lambda scena: {}
    assente: frozenset[str] = frozenset()
    sul_posto: frozenset[str] = frozenset()
