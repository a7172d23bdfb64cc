"""The PDFs of a body that chose how they look."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from rendicontazione.relazioni.anteprima import pagina_di_anteprima, stile_di_anteprima
from rendicontazione.relazioni.composizione.pezzi import Foglio
from rendicontazione.relazioni.produci import produci
from rendicontazione.relazioni.stampa import componi_pezzo
from rendicontazione.relazioni.veste_vista import LOGO, VERTICALE, ColonnaVista, VesteVista
from rendicontazione.relazioni.vista import Vista, impronta_dei_dati
from rendicontazione.veste.logo import logo_pulito
from rendicontazione.veste.selectors import con_la_prima_scheda
from tests.relazioni.lettura_pdf import compatto, lettore, scritto_in
from tests.relazioni.piani import vista, vista_con_risultati

PIANI = {"asc-insieme-2023-2025": 2023, "cssm-2023-2025": 2023, "coeso-2021-2023": 2021}


def immagine(formato: str = "PNG", lati: tuple[int, int] = (300, 120), modo: str = "RGBA", **altro: object) -> bytes:
    uscita = BytesIO()
    Image.new(modo, lati).save(uscita, format=formato, **altro)
    return uscita.getvalue()


def con(letta: Vista, **scelte: object) -> Vista:
    letta.piano = con_la_prima_scheda(letta.piano)
    letta.veste = VesteVista(**scelte)
    return letta


def figure(pdf: bytes) -> list[str]:
    with pikepdf.open(BytesIO(pdf)) as aperto:
        return [str(voce.Alt) for voce in aperto.objects if _e_figura(voce)]


def _e_figura(voce: object) -> bool:
    return isinstance(voce, pikepdf.Dictionary) and voce.get("/S") == pikepdf.Name.Figure


def test_una_veste_vuota_dà_gli_stessi_byte_di_nessuna() -> None:
    senza, vuota = vista("coeso-2021-2023"), vista("coeso-2021-2023")
    for letta in (senza, vuota):
        letta.piano = con_la_prima_scheda(letta.piano)
    vuota.veste = VesteVista()
    assert "veste" not in vuota.in_json()
    assert produci(senza, "piano") == produci(vuota, "piano")


def test_una_colonna_tolta_una_spostata_una_con_un_altro_nome() -> None:
    scelte = (ColonnaVista("indicatore", "Che cosa si misura"), ColonnaVista("n"), ColonnaVista("previsione"))
    testo = scritto_in(produci(con(vista("asc-insieme-2023-2025"), tavole={"schede.indicatori": scelte}), "piano"))
    dopo = testo.partition("INDICATORI")[2]
    assert dopo.startswith(compatto("Che cosa si misura N Previsione 2023"))
    assert "Responsabili" not in dopo


@pytest.mark.parametrize("codice", PIANI)
def test_le_pagine_in_verticale_tengono_ogni_parola(codice: str) -> None:
    letta = con(vista_con_risultati(codice, PIANI[codice]), orientamento=VERTICALE)
    pdf = produci(letta, "rendicontazione")
    assert all(pagina.mediabox.width < pagina.mediabox.height for pagina in lettore(pdf).pages)
    scheda = letta.piano.schede[0]
    testo = scritto_in(pdf)
    for voce in scheda.indicatori:
        assert compatto(voce.descrizione) in testo


def test_la_testata_e_la_riga_scelte() -> None:
    letta = con(vista("cssm-2023-2025"), intestazione="Consorzio dei Servizi Sociali", sottotitolo="Via Roma 1")
    pagine = lettore(produci(letta, "piano")).pages
    assert all(pagina.mediabox.width > pagina.mediabox.height for pagina in pagine)
    assert "Via Roma 1" in pagine[0].extract_text()
    assert compatto("Consorzio dei Servizi Sociali – Piano") in compatto(pagine[1].extract_text())


def test_il_logo_è_una_figura_con_il_suo_testo_e_non_è_nei_dati_allegati() -> None:
    logo = logo_pulito(immagine())
    letta = con(vista("cssm-2023-2025"), logo=logo, logo_testo="Logo del Consorzio")
    pdf = produci(letta, "piano")
    assert figure(pdf) == ["Logo del Consorzio"]
    with pikepdf.open(BytesIO(pdf)) as aperto:
        immagini = [v for v in aperto.objects if isinstance(v, pikepdf.Stream) and v.get("/Subtype") == "/Image"]
        allegati = [bytes(voce.get_file().read_bytes()) for voce in aperto.attachments.values()]
    assert len(immagini) == 1
    assert not immagini[0].get("/Interpolate", False)
    assert "/SMask" not in immagini[0]
    assert letta.veste
    assert any(letta.veste.logo_sha256.encode() in contenuto for contenuto in allegati)
    assert all(b"\x89PNG" not in contenuto for contenuto in allegati)


def test_ogni_scelta_cambia_la_versione_dei_dati() -> None:
    letta = vista("cssm-2023-2025")
    scelte = [
        VesteVista(),
        VesteVista(orientamento=VERTICALE),
        VesteVista(intestazione="Altro"),
        VesteVista(logo=b"x", logo_testo="Logo"),
        VesteVista(logo=b"y", logo_testo="Logo"),
        VesteVista(tavole={"piao.step": (ColonnaVista("step"),)}),
    ]
    impronte = set()
    for scelta in scelte:
        letta.veste = scelta
        impronte.add(impronta_dei_dati(letta, "piano"))
    assert len(impronte) == len(scelte)


@pytest.mark.parametrize("indirizzo", [f"{LOGO}altro", "pianoperf:/caratteri/logo", "file:///etc/hostname"])
def test_il_logo_non_apre_altre_porte(indirizzo: str) -> None:
    foglio = Foglio(f'<img src="{indirizzo}" alt="x">', "", risorse={f"{LOGO}uno": immagine(), indirizzo[:5]: b"x"})
    with pytest.raises(Exception, match="Risorsa non ammessa"):
        componi_pezzo(foglio)
    assert foglio.chiave != replace(foglio, risorse={}).chiave


def test_l_anteprima_ha_le_parole_del_documento_e_niente_da_fuori() -> None:
    logo = logo_pulito(immagine())
    letta = con(vista("asc-insieme-2023-2025"), logo=logo, logo_testo="Logo", intestazione="Testata scelta")
    pagina = pagina_di_anteprima(letta, "piano", "/stile.css")
    assert "Testata scelta" in pagina
    assert pagina.count("foglio-prova") == 2
    assert "pianoperf:" not in pagina
    assert " style=" not in pagina
    assert "pianoperf:" not in stile_di_anteprima(verticale=True)
