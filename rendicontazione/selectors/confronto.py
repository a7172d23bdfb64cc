"""Two people on the same result: what is stored beside what was being typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps

from indicatori.motore.condizioni import Condizione
from indicatori.motore.descrizione import descrivi
from indicatori.motore.inserimento import leggi_valore, scrivi_valore
from rendicontazione.enums import Causa
from rendicontazione.models import Risultato
from rendicontazione.selectors.misure import maiuscola


@dataclass(frozen=True)
class RigaConfronto:
    """`campo` is the name of the form's field: "parte_<n>", nota, causa or fonte.

    `toccato` is False when what stands in the form is what the page was opened with: the other person's value is
    then the one to propose.
    """

    campo: str
    etichetta: str
    salvato: str
    tuo: str
    toccato: bool

    @property
    def diverso(self) -> bool:
        return _righe(self.salvato) != _righe(self.tuo)

    @property
    def scelta(self) -> str:
        """Which one is proposed: "mio" or "suo"."""
        return "mio" if self.toccato else "suo"


def confronto(
    risultato: Risultato, scritti: list[str], testi: dict[str, str], *, dalla_versione: int
) -> list[RigaConfronto]:
    """`scritti` is what was typed for each condition; `testi` the typed nota, causa and fonte.

    `dalla_versione` is the version that the page was opened with; its values come from the history.
    """
    condizioni = risultato.previsione.lette
    tuoi = {f"parte_{n}": _come_si_stampa(c, t) for n, (c, t) in enumerate(zip(condizioni, scritti, strict=True))}
    tuoi |= {"nota": testi.get("nota", ""), "fonte": testi.get("fonte", "")}
    tuoi["causa"] = dict(Causa.choices).get(testi.get("causa", ""), "")
    salvati = _in_testo(risultato)
    partenza = _alla_versione(risultato, dalla_versione)
    prima = _in_testo(partenza) if partenza else {}
    return [
        RigaConfronto(campo, etichetta, salvati[campo], tuoi[campo], not _uguali(prima.get(campo), tuoi[campo]))
        for campo, etichetta in _etichette(risultato).items()
    ]


def _etichette(risultato: Risultato) -> dict[str, str]:
    parti = {f"parte_{n}": maiuscola(descrivi(c)) for n, c in enumerate(risultato.previsione.lette)}
    return {**parti, "nota": "Nota", "causa": "Causa", "fonte": "Fonte"}


def _in_testo(risultato: Risultato) -> dict[str, str]:
    coppie = zip(risultato.previsione.lette, risultato.letti, strict=True)
    parti = {f"parte_{n}": scrivi_valore(c, valore) if valore else "" for n, (c, valore) in enumerate(coppie)}
    causa = dict(Causa.choices).get(risultato.causa, "")
    return {**parti, "nota": risultato.nota, "causa": causa, "fonte": risultato.fonte}


def _alla_versione(risultato: Risultato, versione: int) -> Risultato | None:
    """The result as it was at that version, to read only; None when the history does not have it."""
    storia: Any = apps.get_model("rendicontazione", "RisultatoEvent")
    evento = storia.objects.filter(pgh_obj=risultato.pk, versione=versione).order_by("-pgh_id").first()
    if evento is None:
        return None
    return Risultato(
        previsione=risultato.previsione,
        valori=evento.valori,
        nota=evento.nota,
        causa=evento.causa,
        fonte=evento.fonte,
    )


def _uguali(prima: str | None, tuo: str) -> bool:
    return prima is not None and _righe(prima) == _righe(tuo)


def _righe(testo: str) -> str:
    return testo.replace("\r\n", "\n").strip()


def _come_si_stampa(condizione: Condizione, scritto: str) -> str:
    """What was typed as it would be printed once saved ("60" is "60%"); word for word what cannot be read."""
    try:
        return scrivi_valore(condizione, leggi_valore(condizione, scritto)) or scritto
    except ValueError:
        return scritto
