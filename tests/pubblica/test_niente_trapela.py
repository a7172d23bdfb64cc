"""Three bodies with published and unpublished things: no byte that anybody can reach tells the unpublished ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from indicatori.importazione.services import importa_piano
from obiettivi.models import Piano
from pianoperf.lavori.esecuzione import esegui
from pianoperf.organizzazione.enums import Ruolo
from rendicontazione.banco.campione import Campione, crea_campione
from rendicontazione.models import Documento, Rendicontazione, Risultato
from rendicontazione.services.anno import apri_rendicontazione
from rendicontazione.services.chiusura import riapri_rendicontazione
from rendicontazione.services.evidenze import allega_evidenza, allega_indirizzo
from rendicontazione.services.risultati import salva_bozza
from tests import scenari
from tests.pubblica.visita import corpo, leggi, visita
from tests.relazioni.archivio_finto import chiesto, in_una_cartella
from tests.rendicontazione.chiusure import DETERMINA, DOPO, pubblicata
from tests.scenari import ADESSO, Cast

TRASPARENZA = "/trasparenza/"
PIANO = f"{TRASPARENZA}ente-prova/ente-prova-2023-2025/"
# word -> where it was written
SEGRETI = {
    "Trapezio": "title of a plan still in draft, in a body that has published",
    "Ottagono": "target of that draft",
    "Losanga": "note of a result of an open year",
    "Esagono": "name of a confidential proof",
    "Pentagono": "address of a confidential proof",
    "Altro ente": "a body that has published nothing",
    "Rombo": "title of its plan, not approved",
    "Vedi la relazione del servizio": "notes of the results of a withdrawn year, and of one in validation",
    "Un dato di Azienda era di un altro anno": "why a year was withdrawn",
}
# Printed in the documents, as the body wrote them in its plan; not in pages, data and metadata.
NOMI = ("Rossi", "Bianchi", "Anna Ammini", "Dirigente", "Nora Nucleo", "Cognome1", "Misurato")


@pytest.fixture
def cast(db: None, pdf_da_soli: None, settings: Any, tmp_path: Path) -> Cast:
    in_una_cartella(settings, tmp_path)
    return scenari.crea_cast()


@pytest.fixture
def scena(cast: Cast) -> Campione:
    """ "ente-prova" has a published year; "altro-ente" nothing; the third had one, and withdrew it."""
    _evidenze_riservate(cast)
    anno = pubblicata(cast, Rendicontazione.objects.get())
    _bozza(cast, "ente-prova", "bozza-2026-2028", "Piano Trapezio", "almeno 80% di Ottagono")
    _bozza(cast, "altro-ente", "altro-2026-2028", "Piano Rombo", "SI")
    _anno_aperto(cast, anno.piano)
    chiesto(cast, Piano.objects.get(codice="bozza-2026-2028"))
    chiesto(cast, anno.piano, "relazione", adesso=DOPO)
    terzo = crea_campione(7, piani=1, indicatori=2)
    _ritira(terzo)
    for lavoro in Documento.objects.filter(piano__ente__codice="ente-prova").values_list("lavoro_id", flat=True):
        esegui(lavoro)
    return terzo


def _evidenze_riservate(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    risultato = scenari.risultato_di("1.1")
    chi: dict[str, Any] = {"risultato": risultato, "utente": cast.direttore, "adesso": ADESSO, "riservata": True}
    allega_evidenza(caricato=SimpleUploadedFile("Esagono.pdf", b"%PDF-1.4\n%%EOF"), **chi)
    allega_indirizzo(indirizzo="https://archivio.example/Pentagono", **chi)


def _bozza(cast: Cast, ente: str, codice: str, titolo: str, target: str) -> None:
    dati = scenari.dati_di_prova()
    dati.ente, dati.codice, dati.titolo, dati.triennio = ente, codice, titolo, (2026, 2027, 2028)
    for scheda in dati.schede:
        scheda.triennio_dichiarato = "2026-2028"
        for indicatore in scheda.indicatori:
            indicatore.previsioni = {2026: target}
    importa_piano(dati=dati, utente=cast.amministratrice if ente == "ente-prova" else cast.estraneo, adesso=ADESSO)


def _anno_aperto(cast: Cast, piano: Piano) -> None:
    anno = apri_rendicontazione(
        piano=piano,
        anno=2024,
        finestra_dal=DOPO,
        finestra_al=DOPO + timedelta(days=30),
        utente=cast.amministratrice,
        adesso=DOPO,
    )
    risultato = Risultato.objects.filter(rendicontazione=anno).earliest("pk")
    salva_bozza(
        risultato=risultato,
        valori=[None for _ in risultato.previsione.lette],
        nota="Losanga",
        causa="",
        fonte="",
        versione=risultato.versione,
        utente=cast.direttore,
        adesso=DOPO + timedelta(hours=1),
    )


def _ritira(campione: Campione) -> None:
    anno = Rendicontazione.objects.get(piano__ente=campione.ente, pubblicata_il__isnull=False)
    riapri_rendicontazione(
        rendicontazione=anno,
        motivo="Un dato di Azienda era di un altro anno",
        utente=campione.utenti[Ruolo.AMMINISTRATORE],
        adesso=DOPO + timedelta(days=400),
        **DETERMINA,
    )


def _scritto(pdf: bytes) -> Iterator[str]:
    """What a reader, or a program, finds in a PDF: pages, properties, files inside."""
    lettore = PdfReader(BytesIO(pdf))
    for pagina in lettore.pages:
        yield pagina.extract_text()
    yield str(lettore.metadata)
    for nome, contenuti in lettore.attachments.items():
        yield nome
        for contenuto in contenuti:
            yield contenuto.decode()


def test_nessun_byte_dice_ciò_che_non_è_pubblicato(chiunque: Client, scena: Campione) -> None:
    viste = visita(chiunque)
    assert f"{TRASPARENZA}{scena.ente.codice}/" in viste
    assert len([voce for voce in viste if voce.endswith(".pdf")]) == 4
    for indirizzo, risposta in viste.items():
        assert risposta.status_code == 200, indirizzo
        byte = corpo(risposta)
        pezzi = list(_scritto(byte)) if indirizzo.endswith(".pdf") else [byte.decode()]
        tutto = _unito([*pezzi, str(risposta.headers)])
        trovate = [f"{parola}: {dove}" for parola, dove in SEGRETI.items() if _unito([parola]) in tutto]
        assert trovate == [], indirizzo
        if not indirizzo.endswith(".pdf"):
            assert [nome for nome in NOMI if _unito([nome]) in tutto] == [], indirizzo


def _unito(pezzi: list[str]) -> str:
    """Without the spaces, which a line that goes to the next takes away or adds."""
    return re.sub(r"\s+", "", " ".join(pezzi))


def test_gli_indirizzi_indovinati_non_si_distinguono_da_quelli_che_non_esistono(
    chiunque: Client, scena: Campione
) -> None:
    ignoto = leggi(chiunque.get(f"{TRASPARENZA}nessuno/"))
    for indirizzo in _indovinati(scena):
        risposta = chiunque.get(indirizzo)
        assert risposta.status_code == 404, indirizzo
        assert leggi(risposta) == ignoto, indirizzo
        assert risposta.headers["Cache-Control"] == "no-store"
        assert "ETag" not in risposta.headers


def _indovinati(scena: Campione) -> Iterator[str]:
    """What a stranger who knows codes, years and even fingerprints could try."""
    ente, bozza = f"{TRASPARENZA}ente-prova/", f"{TRASPARENZA}ente-prova/bozza-2026-2028/"
    altro = f"{TRASPARENZA}altro-ente/"
    yield from (f"{altro}{voce}" for voce in ("", "verifica/", "catalogo.ttl", "sitemap.xml", "altro-2026-2028/"))
    yield from (f"{bozza}{voce}" for voce in ("", "dati.csv", "dati.json", "datapackage.json", "2026/"))
    yield from (f"{PIANO}2024/{voce}" for voce in ("", "dati.csv", "dati.json"))
    yield from (f"{PIANO}2025/", f"{PIANO}2023/dati.xml", f"{ente}documenti/{'0' * 64}.pdf")
    yield f"{TRASPARENZA}{scena.ente.codice}/ente-prova-2023-2025/"
    pubblici = Documento.objects.filter(piano__codice="ente-prova-2023-2025", anno=2023).values_list(
        "sha256", flat=True
    )
    yield from (f"{altro}documenti/{sha256}.pdf" for sha256 in pubblici)
    yield f"{ente}documenti/{Documento.objects.get(piano__codice='bozza-2026-2028').sha256}.pdf"


def test_ogni_cosa_ritirata_smette_di_rispondere_subito(chiunque: Client, cast: Cast, scena: Campione) -> None:
    """Also to who asks with the ETag of what he had, and from the process that had it ready."""
    prima = {voce: risposta.headers.get("ETag") for voce, risposta in visita(chiunque).items() if "2023" in voce}
    riapri_rendicontazione(
        rendicontazione=Rendicontazione.objects.get(piano__codice="ente-prova-2023-2025", anno=2023),
        motivo="Esagono",
        utente=cast.amministratrice,
        adesso=DOPO + timedelta(hours=2),
        **DETERMINA,
    )
    for indirizzo, etag in prima.items():
        risposta = chiunque.get(indirizzo, headers={"If-None-Match": etag})
        assert risposta.status_code == (404 if "/2023/" in indirizzo else 200), indirizzo
    dopo = visita(chiunque)
    assert not [voce for voce in dopo if "/2023/" in voce]
    assert len([voce for voce in dopo if voce.endswith(".pdf")]) == 1
