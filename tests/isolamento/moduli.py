"""The forms of a page as a browser would send them: every choice taken, every empty field filled."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

RIEMPITO = {"date": "2030-06-01", "number": "1", "email": "chi@ente.example", "url": "https://ente.example/prova"}
NIENTE = {"submit", "button", "image", "reset", "file"}


@dataclass
class Modulo:
    """Where a form is sent, and with what."""

    azione: str
    valori: dict[str, list[str]] = field(default_factory=dict)


class _Lettore(HTMLParser):
    """Of a choice among one it keeps the last; of boxes all; an empty text becomes a word."""

    def __init__(self, pagina: str) -> None:
        super().__init__()
        self._pagina = pagina
        self._modulo: Modulo | None = None
        self._scelta: tuple[str, bool] | None = None
        self._testo = ""
        self.moduli: list[Modulo] = []

    def handle_starttag(self, tag: str, attributi: list[tuple[str, str | None]]) -> None:
        dati = {nome: valore or "" for nome, valore in attributi}
        if tag == "form":
            if dati.get("method", "get").lower() == "post":
                self._modulo = Modulo(dati.get("action") or self._pagina)
                self.moduli.append(self._modulo)
        elif self._modulo is None or not (nome := dati.get("name", "")) and tag != "option":
            return
        elif tag == "select":
            self._scelta = nome, "multiple" in dati
        elif tag == "option" and self._scelta and dati.get("value"):
            self._metti(self._scelta[0], dati["value"], insieme=self._scelta[1])
        elif tag == "textarea":
            self._metti(nome, "Una frase.")
        elif tag == "input" and (tipo := dati.get("type", "text")) not in NIENTE:
            valore = dati.get("value") or ("on" if tipo == "checkbox" else RIEMPITO.get(tipo, "Una frase"))
            self._metti(nome, valore, insieme=tipo == "checkbox")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._modulo = None
        elif tag == "select":
            self._scelta = None

    def _metti(self, nome: str, valore: str, *, insieme: bool = False) -> None:
        assert self._modulo is not None
        if insieme:
            self._modulo.valori.setdefault(nome, []).append(valore)
        else:
            self._modulo.valori[nome] = [valore]


def moduli_di(pagina: str, html: str) -> list[Modulo]:
    """The forms that write; `pagina` is the address of the page."""
    lettore = _Lettore(pagina)
    lettore.feed(html)
    return lettore.moduli
