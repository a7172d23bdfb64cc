"""The scoring rules of a year in Italian sentences, for the Relazione."""

from __future__ import annotations

from indicatori.motore.numeri import percentuale_breve
from indicatori.motore.profilo import Profilo


def regole_in_parole(profilo: Profilo) -> tuple[str, ...]:
    """One sentence for each rule of the profile, the bands last."""
    frasi = [f"Il grado di un indicatore non supera il {percentuale_breve(profilo.tetto)}."]
    if profilo.proporzionale:
        frasi.append("Un target numerico raggiunto in parte vale in proporzione.")
    else:
        frasi.append("Un target numerico non raggiunto vale zero.")
    if profilo.soglia_minima:
        frasi.append(f"Un grado inferiore al {percentuale_breve(profilo.soglia_minima)} vale zero.")
    if profilo.in_corso:
        frasi.append(f"Un'attività cominciata e non conclusa vale il {percentuale_breve(profilo.in_corso)}.")
    if profilo.da_baseline:
        frasi.append("Dove c'è un valore di partenza, si misura la strada fatta da quel valore al target.")
    return (*frasi, _ritardo(profilo), _composte(profilo), _fasce(profilo))


def _ritardo(profilo: Profilo) -> str:
    if profilo.ritardo_giorni is None:
        return "Una scadenza rispettata in ritardo vale zero."
    giorni = profilo.ritardo_giorni
    return f"Una scadenza rispettata in ritardo perde valore ogni giorno, fino a zero dopo {giorni} giorni."


def _composte(profilo: Profilo) -> str:
    if profilo.composta == "media":
        return "Un target con più misure vale la media delle sue misure."
    return "Un target con più misure vale quanto la peggiore delle sue misure."


def _fasce(profilo: Profilo) -> str:
    fasce = [f"{fascia.nome} dal {percentuale_breve(fascia.da)}" for fascia in profilo.fasce]
    return f"Fasce di valutazione: {', '.join(fasce)}."
