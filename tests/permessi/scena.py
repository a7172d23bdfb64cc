"""One body with something behind every address, and what each address needs to be opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from indicatori.models import Importazione, Previsione
from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.services import accoda
from pianoperf.organizzazione.deleghe.services import delega
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Incarico
from pianoperf.organizzazione.permissions import oggi
from rendicontazione.documenti.services import chiedi_documento
from rendicontazione.enums import TipoDocumento
from rendicontazione.models import Rendicontazione
from rendicontazione.services.evidenze import allega_evidenza
from tests import scenari
from tests.scenari import Cast


@dataclass
class Scena:
    """The body of scenari with an open year; each property makes one thing the first time it is asked for."""

    cast: Cast
    anno: Rendicontazione
    fatti: dict[str, Any] = field(default_factory=dict)

    @property
    def ente(self) -> str:
        return self.cast.ente.codice

    @property
    def piano(self) -> str:
        return self.anno.piano.codice

    @cached_property
    def lavoro(self) -> Lavoro:
        return accoda(
            ente=self.cast.ente,
            tipo=TipoLavoro.IMPORTAZIONE,
            parametri={},
            chiave="prova",
            utente=self.cast.amministratrice,
            adesso=timezone.now(),
        )

    @cached_property
    def importazione(self) -> int:
        return Importazione.objects.create(
            ente=self.cast.ente,
            nome_file="piano.xlsx",
            file="importazioni/assente.xlsx",
            sha256="0" * 64,
            caricata_da=self.cast.amministratrice,
            caricata_il=timezone.now(),
        ).pk

    @cached_property
    def documento(self) -> int:
        chiesto = chiedi_documento(
            piano=self.anno.piano,
            tipo=TipoDocumento.PIANO,
            anno=None,
            utente=self.cast.direttore,
            adesso=timezone.now(),
        )
        return chiesto.pk

    @cached_property
    def previsione(self) -> int:
        return Previsione.objects.get(indicatore__codice="1.1", anno=2023).pk

    @cached_property
    def delega(self) -> int:
        collega = Incarico.objects.create(
            utente=self.cast.amministratrice, ente=self.cast.ente, ruolo=Ruolo.RESPONSABILE, dal=oggi()
        ).utente
        data = delega(
            ente=self.cast.ente,
            delegante=self.cast.direttore,
            delegato=collega,
            ruolo=Ruolo.DIRETTORE,
            dal=oggi() + timedelta(days=1),
            al=oggi() + timedelta(days=2),
            utente=self.cast.direttore,
            adesso=timezone.now(),
        )
        return data.pk

    def risultato(self, codice: str = "1.1") -> int:
        return scenari.risultato_di(codice).pk

    def evidenza(self, codice: str = "1.1") -> int:
        file = SimpleUploadedFile("prova.txt", b"una prova")
        return allega_evidenza(
            risultato=scenari.risultato_di(codice),
            caricato=file,
            utente=self.cast.direttore,
            adesso=timezone.now(),
        ).pk


@dataclass(frozen=True)
class Regola:
    """Who reaches an address. `ammessi` get the page (or its own answer), the others of the body a refusal.

    `argomenti` are the keywords of the address beside `ente`; `metodo` how it is asked for.
    """

    ammessi: frozenset[str]
    argomenti: Callable[[Scena], dict[str, Any]] = lambda scena: {}
    metodo: str = "get"
    altrui: bool = False
