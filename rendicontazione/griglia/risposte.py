"""What the page is told, as JSON, after a draft was saved in the background, or was not."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from pianoperf.web.templatetags.formati import percentuale, tono
from rendicontazione.forms.risultato import RisultatoForm
from rendicontazione.forms.scelte import salvati_nei_campi
from rendicontazione.griglia.celle import testo_cella
from rendicontazione.models import Risultato
from rendicontazione.selectors.confronto import confronto
from rendicontazione.services.risultati import grado_in_prova, mancanze_per_inviare


def salvato(risultato: Risultato) -> dict[str, Any]:
    """`celle` are the values as they are now written; `ore` is local time, HH:MM."""
    grado = grado_in_prova(risultato)
    return {
        "esito": "salvato",
        "versione": risultato.versione,
        "ore": f"{timezone.localtime(risultato.aggiornato_il):%H:%M}" if risultato.aggiornato_il else "",
        "stato": {"nome": risultato.get_stato_display(), "tono": tono(risultato.stato)},
        "grado": percentuale(grado.valore) if grado.valore is not None else grado.stato.etichetta,
        "mancanze": mancanze_per_inviare(risultato),
        "celle": celle_di(risultato),
    }


def celle_di(risultato: Risultato) -> dict[str, str]:
    """{"parte_0": "60", "nota": "...", ...}: each cell of the grid as it is stored."""
    parti = {
        f"parte_{n}": testo_cella(condizione, valore)
        for n, (condizione, valore) in enumerate(zip(risultato.previsione.lette, risultato.letti, strict=True))
    }
    return parti | {"causa": risultato.causa, "nota": risultato.nota, "fonte": risultato.fonte}


def errori(form: RisultatoForm) -> dict[str, Any]:
    """The sentences by field; "" is the whole row."""
    per_campo = {("" if campo == "__all__" else campo): list(frasi) for campo, frasi in form.errors.items()}
    return {"esito": "errori", "errori": per_campo}


def conflitto(risultato: Risultato, form: RisultatoForm, frase: str) -> dict[str, Any]:
    """The stored values beside the typed ones; `risultato` is read again after the refusal."""
    salvati, celle = salvati_nei_campi(risultato), celle_di(risultato)
    righe = [
        {
            "campo": riga.campo,
            "etichetta": riga.etichetta,
            "salvato": riga.salvato,
            "tuo": riga.tuo,
            "diverso": riga.diverso,
            "scelta": riga.scelta,
            "campi": salvati[riga.campo],
            "cella": celle[riga.campo],
        }
        for riga in confronto(risultato, form.scritti, form.testi, dalla_versione=form.versione_di_partenza)
    ]
    chi = str(risultato.aggiornato_da or "")
    return {"esito": "conflitto", "frase": frase, "versione": risultato.versione, "chi": chi, "righe": righe}


def negato(frase: str) -> dict[str, Any]:
    return {"esito": "negato", "frase": frase}
