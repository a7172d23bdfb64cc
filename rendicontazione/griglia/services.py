"""Save the rows of the grid that were touched, each on its own, as its page would."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi, ModificaConcorrente
from rendicontazione.forms.risultato import RisultatoForm
from rendicontazione.griglia.forms import RigaForm
from rendicontazione.griglia.selectors import Riga
from rendicontazione.services.risultati import salva_bozza


@dataclass
class Esito:
    """How many rows were saved; `fermi` still show what was typed, with the reason."""

    salvati: int = 0
    fermi: int = 0


def salva_righe(*, righe: Iterable[Riga], dati: QueryDict, utente: Utente, adesso: datetime) -> Esito:
    """A row that cannot be saved keeps what was typed and its sentence; the others are saved all the same."""
    esito = Esito()
    for riga in righe:
        propri = riga.form.senza_prefisso(dati)
        if propri is None:
            continue
        errati = _salva(riga, propri, utente, adesso)
        if errati is None:
            esito.salvati += 1
        else:
            esito.fermi += 1
            _riporta(riga, dati)
            riga.form.segna(errati, f"salvataggio-{riga.risultato.pk}")
    return esito


def _salva(riga: Riga, propri: QueryDict, utente: Utente, adesso: datetime) -> list[str] | None:
    """None when it is saved; otherwise the names of the wrong fields."""
    form = RisultatoForm(riga.risultato, propri)
    try:
        if form.is_valid():
            riga.risultato = salva_bozza(risultato=riga.risultato, utente=utente, adesso=adesso, **form.dati)
            riga.form = RigaForm(riga.risultato)
            return None
    except DatiNonValidi as errore:
        form.segna_errori(errore.errori)
    except ModificaConcorrente as rifiuto:
        riga.frase, riga.conflitto = str(rifiuto), True
    except AzioneNegata as negata:
        riga.frase = str(negata)
    riga.frase = riga.frase or " ".join(str(frase) for frasi in form.errors.values() for frase in frasi)
    return list(form.errors)


def _riporta(riga: Riga, dati: QueryDict) -> None:
    """The row as it was typed; after a conflict on the newer version, so that saving again is deliberate."""
    if riga.conflitto:
        riga.risultato.refresh_from_db(fields=["valori", "nota", "causa", "fonte", "versione", "aggiornato_da"])
        dati = dati.copy()
        dati[f"r{riga.risultato.pk}-versione"] = str(riga.risultato.versione)
    riga.form = RigaForm(riga.risultato, dati)
