"""What every PDF must be: the same bytes for the same data, self-contained, navigable, archivable."""

from __future__ import annotations

import builtins
import os
import re
import subprocess
import sys
from hashlib import sha256

import pytest

from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.relazioni.composizione.compositore import rispondi
from rendicontazione.relazioni.composizione.pezzi import Foglio
from rendicontazione.relazioni.produci import produci
from rendicontazione.relazioni.stampa import componi_pezzo
from rendicontazione.relazioni.vista import impronta_dei_dati
from tests.fixtures.lettura import RADICE
from tests.relazioni.lettura_pdf import compatto, lettore, pagine_di, scritto_in, segnalibri
from tests.relazioni.piani import pdf_di, vista, vista_con_risultati

ALTRO_PROCESSO = """
import django; django.setup()
from hashlib import sha256
from rendicontazione.relazioni.produci import produci
from tests.relazioni.piani import vista_con_risultati
print(sha256(produci(vista_con_risultati("coeso-2021-2023", 2021), "rendicontazione")).hexdigest())
"""


def test_the_same_data_give_the_same_bytes_in_another_process() -> None:
    qui = sha256(pdf_di("coeso-2021-2023", 2021)).hexdigest()
    ambiente = {**os.environ, "DJANGO_SETTINGS_MODULE": "pianoperf.settings", "PYTHONHASHSEED": "7"}
    altrove = subprocess.run(
        [sys.executable, "-c", ALTRO_PROCESSO], cwd=RADICE, env=ambiente, capture_output=True, text=True, check=True
    )
    assert altrove.stdout.strip() == qui


def test_another_result_gives_another_version_of_the_data() -> None:
    prima = vista_con_risultati("asc-insieme-2023-2025", 2023)
    dopo = vista_con_risultati("asc-insieme-2023-2025", 2023)
    assert impronta_dei_dati(prima, "relazione") == impronta_dei_dati(dopo, "relazione")
    del dopo.esiti["1", "1.1", 2023]
    assert impronta_dei_dati(prima, "relazione") != impronta_dei_dati(dopo, "relazione")
    assert impronta_dei_dati(prima, "relazione") != impronta_dei_dati(prima, "rendicontazione")


@pytest.mark.parametrize(
    "risorsa",
    [
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "file:///etc/hostname",
        "pianoperf:/caratteri/../../manage.py",
        "relativa.png",
    ],
)
def test_a_resource_that_is_not_ours_stops_the_document(risorsa: str) -> None:
    corpi = (
        f'<img src="{risorsa}" alt="x">',
        f'<style>@import "{risorsa}";</style>',
        f'<link rel=attachment href="{risorsa}">',
    )
    for corpo in corpi:
        html = f'<html lang="it"><title>Prova</title>{corpo}</html>'
        with pytest.raises(Rifiuto, match="Risorsa non ammessa"):
            componi_pezzo(Foglio(html, ""))


def test_markup_in_a_text_is_printed_and_never_followed() -> None:
    letta = vista("asc-insieme-2023-2025")
    ostile = '<img src="file:///etc/passwd"></table><script>x</script>'
    letta.piano.schede[0].indicatori[0].previsioni[2023] = ostile
    letta.piano.titolo = "</title><style>body{display:none}</style>"
    testo = scritto_in(produci(letta, "piano"))
    assert compatto(ostile) in testo
    assert compatto(letta.piano.titolo) in testo


def test_a_long_word_and_a_long_cell_do_not_disappear() -> None:
    letta = vista("asc-insieme-2023-2025")
    parola = "Precipitevolissimevolmente" * 3 + "xy"
    lunga = " ".join(f"parola{n}" for n in range(220))
    letta.piano.schede[0].indicatori[0].previsioni[2023] = parola
    letta.piano.schede[0].indicatori[1].previsioni[2024] = lunga
    assert len(parola) == 80
    assert len(lunga) > 2000
    testo = scritto_in(produci(letta, "piano"))
    assert parola in testo
    assert compatto(lunga) in testo


@pytest.mark.parametrize("codice", ["asc-insieme-2021-2023", "cssm-2023-2025"])
def test_the_index_names_the_page_of_each_bookmark(codice: str) -> None:
    pdf = pdf_di(codice)
    pagine = pagine_di(pdf)
    trovati = segnalibri(pdf)
    assert len(trovati) >= 5
    for titolo, pagina in trovati.items():
        assert re.search(re.escape(compatto(titolo)) + rf"[.]*{pagina}(?!\d)", pagine[0]), (titolo, pagina)


def test_every_page_is_numbered_and_carries_the_body_and_the_act() -> None:
    pagine = pagine_di(pdf_di("coeso-2021-2023"))
    for numero, pagina in enumerate(pagine, 1):
        assert f"pagina{numero}di{len(pagine)}" in pagina
    assert all("COeSO" in pagina and "n.26del30/11/2020" in pagina for pagina in pagine)


def test_the_head_of_a_table_is_repeated_on_its_next_page() -> None:
    pagine = pagine_di(pdf_di("asc-insieme-2021-2023"))
    prima, seconda = pagine[3], pagine[4]
    assert "INDICATORI" in prima
    assert "INDICATORI" not in seconda
    assert "Previsione2021Risultato2021" in seconda


def test_it_is_a_tagged_pdf_a_with_its_data_attached() -> None:
    pdf = pdf_di("asc-insieme-2023-2025", 2023)
    letto = lettore(pdf)
    radice = letto.trailer["/Root"]
    xmp = radice["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in xmp
    assert 'pdfaid:conformance="A"' in xmp
    assert 'pdfuaid:part="1"' in xmp
    assert "pdfaSchema:namespaceURI" in xmp
    assert radice["/Lang"] == "it-IT"
    assert letto.metadata is not None
    assert letto.metadata.title == "ASC InSieme - Piano 2023-2025 con i risultati del 2023"
    assert "/StructTreeRoot" in radice
    allegati = letto.attachments
    csv = allegati["asc-insieme-2023-2025-2023.csv"][0].decode()
    assert csv.splitlines()[0].startswith("scheda,titolo,azione,codice,indicatore,anno,previsione")
    assert b'"dimostrativo": true' in allegati["asc-insieme-2023-2025-2023.json"][0]


def test_every_font_is_ours() -> None:
    pdf = pdf_di("coeso-2021-2023")
    nomi = {
        str(font.get_object()["/BaseFont"])
        for pagina in lettore(pdf).pages
        for font in pagina["/Resources"]["/Font"].values()
    }
    assert all(nome.startswith(("/TitilliumWeb", "/Pianoperf-Segni")) for nome in nomi), nomi


def test_a_machine_without_pango_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    vero = builtins.__import__

    def senza_pango(nome: str, *argomenti: object, **altri: object) -> object:
        if nome == "rendicontazione.relazioni.stampa":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return vero(nome, *argomenti, **altri)

    monkeypatch.setattr(builtins, "__import__", senza_pango)
    risposta = rispondi(Foglio("<p>Prova", ""))
    assert isinstance(risposta, Rifiuto)
    assert "manca la libreria Pango" in str(risposta)


def test_the_progress_counts_the_schede() -> None:
    passi: list[tuple[str, int, int]] = []
    produci(vista("asc-insieme-2023-2025"), "piano", lambda *passo: passi.append(passo))
    contate = [passo for passo in passi if passo[0] == "scheda"]
    assert contate[-1] == ("scheda", 5, 5)
    assert contate == sorted(contate)
    assert passi[-1][0] == "unione delle pagine"
