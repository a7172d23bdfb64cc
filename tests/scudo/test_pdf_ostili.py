"""A document fetches nothing but what is ours, whatever people write in it (reliability.md 6, test 30)."""

from __future__ import annotations

import socket
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from itertools import cycle

import pikepdf
import pytest

from rendicontazione.relazioni import produci as stanza
from rendicontazione.relazioni.composizione.pezzi import Foglio
from rendicontazione.relazioni.produci import fogli_di, produci
from rendicontazione.relazioni.stampa import componi_pezzo
from rendicontazione.relazioni.veste_vista import VesteVista
from rendicontazione.relazioni.vista import Vista
from tests.relazioni.lettura_pdf import compatto, scritto_in
from tests.relazioni.piani import vista_con_risultati
from tests.scudo.ostili import TESTI, piantata

PIANI = {"asc-insieme-2023-2025": 2023, "cssm-2023-2025": 2023, "coeso-2021-2023": 2021}
TIPI = ("piano", "rendicontazione", "relazione")
CHE_CHIEDONO = {"src", "srcset", "href", "data", "poster", "background", "style", "xlink:href", "action", "content"}


class Letto(HTMLParser):
    """The tags of a page, what their attributes ask for, and what it says."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tag: set[str] = set()
        self.chiesti: set[tuple[str, str, str]] = set()
        self.detto: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag.add(tag)
        self.chiesti |= {(tag, nome, valore or "") for nome, valore in attrs if nome in CHE_CHIEDONO}

    def handle_data(self, data: str) -> None:
        self.detto.append(data)


def breve(codice: str) -> Vista:
    """A plan with little of everything, so that every field of it holds all that is planted."""
    letta = vista_con_risultati(codice, PIANI[codice])
    letta.piano.schede = letta.piano.schede[:1]
    letta.piano.schede[0].indicatori = letta.piano.schede[0].indicatori[:2]
    letta.piano.capitoli = letta.piano.capitoli[:3]
    letta.veste = VesteVista(intestazione="Ente", sottotitolo="Via Roma 1", logo_testo="Stemma")
    tenuti = {(letta.piano.schede[0].codice, voce.codice) for voce in letta.piano.schede[0].indicatori}
    letta.esiti = {chiave: esito for chiave, esito in letta.esiti.items() if chiave[:2] in tenuti}
    return letta


@pytest.mark.parametrize("tipo", TIPI)
@pytest.mark.parametrize("codice", PIANI)
def test_ogni_testo_in_ogni_campo_resta_testo(codice: str, tipo: str) -> None:
    """All thirty in every field of the plan, of the results and of the look: the page asks for nothing more."""
    pulita, ostile = breve(codice), piantata(breve(codice), lambda: " ".join(TESTI))
    prima = Letto("".join(foglio.html for foglio in fogli_di(pulita, tipo)))
    fogli = fogli_di(ostile, tipo)
    dopo = Letto("".join(foglio.html for foglio in fogli))
    # links are printed, a chapter makes them of Markdown; a long text is broken in lines; nothing else is made
    assert dopo.tag - prima.tag <= {"a", "br"}
    nuovi = {chiesto for chiesto in dopo.chiesti - prima.chiesti if not chiesto[2].startswith("#")}
    assert [chiesto for chiesto in nuovi if chiesto[:2] != ("a", "href") or "file:" in chiesto[2]] == []
    detto = compatto("".join(dopo.detto))
    assert [testo for testo in TESTI if compatto(testo) not in detto] == []


def test_chi_sorveglia_si_accorge(sorvegliato: list[str]) -> None:
    with open("/etc/hostname", "rb"), pytest.raises(AssertionError):
        socket.create_connection(("127.0.0.1", 9))
    assert "open /etc/hostname" in sorvegliato
    assert any(visto.startswith("socket.") for visto in sorvegliato)


def test_componendo_non_si_apre_nulla_che_non_sia_nostro(
    sorvegliato: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stanza, "pezzi_di", _qui)
    prossimo: Callable[[], str] = cycle(TESTI).__next__
    pulito = produci(breve("cssm-2023-2025"), "rendicontazione")
    sorvegliato.clear()
    pdf = produci(piantata(breve("cssm-2023-2025"), prossimo), "rendicontazione")
    assert sorvegliato == []
    assert _allegati(pdf) == _allegati(pulito)
    assert not any(voce in _chiavi(pdf) for voce in ("/Launch", "/JavaScript", "/JS", "/GoToR", "/ImportData"))
    testo = scritto_in(pdf)
    assert compatto('<img src="file:///etc/passwd">') in testo
    assert compatto("<link rel=attachment") in testo


def _qui(fogli: list[Foglio], *_: object) -> list[object]:
    """Composed in this process, where it is watched, and not in the workshop of processes."""
    return [componi_pezzo(foglio) for foglio in fogli]


def _allegati(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as aperto:
        return set(aperto.attachments)


def _chiavi(pdf: bytes) -> set[str]:
    """Every key and every name in the objects of the file."""
    with pikepdf.open(BytesIO(pdf)) as aperto:
        dizionari = [voce for voce in aperto.objects if isinstance(voce, pikepdf.Dictionary)]
        nomi = {chiave for voce in dizionari for chiave in voce}
        return nomi | {str(voce.S) for voce in dizionari if isinstance(voce.get("/S"), pikepdf.Name)}
