"""Tags that a reader meets one by one: links, items of lists, loose text, images."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

import pikepdf
import pytest
from PIL import Image
from weasyprint import CSS
from weasyprint.urls import URLFetcher

from rendicontazione.relazioni import stampa
from tests.relazioni.test_etichette import DISEGNO, PAROLE, PICCOLO, composto, elementi, pezzo, tabella
from tests.relazioni.verificatore import difetti

COLLEGAMENTI = {
    "con parti": '<p>Il <a href="https://example.org/"><strong>sito</strong> e <em>altro</em></a>.</p>',
    "di più righe": f'<p>Vedi <a href="https://example.org/">{PAROLE}</a></p>',
    "due vicini": '<p><a href="https://example.org/1">uno</a><a href="https://example.org/2">due</a></p>',
}
DOPO_UN_ELENCO = "<ul><li>prima<ul><li>dentro</li></ul>dopo</li><li>altra</li></ul>"
CORPI = {
    "punto dentro la voce": '<ul style="list-style-position: inside"><li>uno<li>due</ul>',
    "voce senza testo": "<ol><li><ul><li>dentro</ul><li> <p></p></ol>",
    "blocco di testo e capoversi": f"<div>Sciolto <p>{PAROLE}</p> e dopo</div>",
    "definizioni": "<dl><dt>Termine<dd>Che cosa vuol dire</dl>",
    "piede ripetuto": tabella(30).replace("<tbody>", "<tfoot><tr><td>a<td>b<td>c</tfoot><tbody>"),
    "didascalia di una figura": f"<figure>{DISEGNO}<figcaption>Un rettangolo</figcaption></figure>",
}


@pytest.mark.parametrize("corpo", CORPI.values(), ids=CORPI)
def test_a_section_has_no_defects(corpo: str) -> None:
    assert difetti(pezzo(corpo).pdf, sezione=True) == []


@pytest.mark.parametrize("corpo", COLLEGAMENTI.values(), ids=COLLEGAMENTI)
def test_a_link_is_one_with_an_annotation_for_each_line(corpo: str) -> None:
    fatto = pezzo(corpo)
    assert difetti(fatto.pdf, sezione=True) == []
    trovati = elementi(fatto, "Link")
    assert len(trovati) == corpo.count("<a ")
    with pikepdf.open(BytesIO(fatto.pdf)) as pdf:
        sulle_pagine = [voce.objgen[0] for pagina in pdf.pages for voce in pagina.get("/Annots", [])]
    assert sorted(numero for link in trovati for numero in link.annotazioni) == sorted(sulle_pagine)
    assert len(sulle_pagine) <= sum(len(link.pezzi) for link in trovati)


def test_a_text_after_a_nested_list_is_read_after_it() -> None:
    corpo = elementi(pezzo(DOPO_UN_ELENCO), "LBody")[0]
    assert [figlio.tipo for figlio in corpo.figli] == ["L"]
    assert [isinstance(figlio, int) for figlio in corpo.oggetto.K] == [True, False, True]


def test_text_in_a_form_is_seen() -> None:
    """Half-transparent text goes where the tree cannot follow: no style of ours asks for it."""
    assert any("modulo" in difetto for difetto in difetti(pezzo('<p style="opacity: .5">a').pdf, sezione=True))


def test_an_image_is_described_and_not_interpolated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stampa, "SoloNostre", lambda _=None: URLFetcher(allowed_protocols=["data", "pianoperf"]))
    monkeypatch.setattr(stampa, "_stile", lambda testo: CSS(string=PICCOLO))
    tinta = BytesIO()
    Image.new("RGBA", (3, 3), (0, 89, 179, 128)).save(tinta, "PNG")
    dati = b64encode(tinta.getvalue()).decode()
    fatto = composto(f'<p>Logo <img alt="Lo stemma" width=20 src="data:image/png;base64,{dati}"></p>')
    assert difetti(fatto.pdf, sezione=True) == []
    (figura,) = elementi(fatto, "Figure")
    assert str(figura.oggetto.Alt) == "Lo stemma"
    with pikepdf.open(BytesIO(fatto.pdf)) as pdf:
        immagini = [voce for voce in pdf.objects if isinstance(voce, pikepdf.Stream) and "/Interpolate" in voce]
        assert immagini
        assert not any(bool(voce.Interpolate) for voce in immagini)
