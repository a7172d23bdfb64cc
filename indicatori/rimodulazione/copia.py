"""Edits of the copy that a proposal keeps: pure functions on PianoDati. Each raises DatiNonValidi with its sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from indicatori.motore.documento import AzioneDati, CapitoloDati, IndicatoreDati, PianoDati, SchedaDati
from pianoperf.web.rifiuti import DatiNonValidi

_V = TypeVar("_V")
Campi = dict[str, Any]


def scheda_di(piano: PianoDati, codice: str) -> SchedaDati:
    return _trova(piano.schede, lambda voce: voce.codice == codice, f"La scheda {codice} non c'è più nella proposta.")


def azione_di(scheda: SchedaDati, numero: str) -> AzioneDati:
    frase = f"L'azione {numero} non c'è più nella scheda {scheda.codice}."
    return _trova(scheda.azioni, lambda voce: voce.numero == numero, frase)


def indicatore_di(scheda: SchedaDati, codice: str) -> IndicatoreDati:
    frase = f"L'indicatore {codice} non c'è più nella scheda {scheda.codice}."
    return _trova(scheda.indicatori, lambda voce: voce.codice == codice, frase)


def capitolo_di(piano: PianoDati, chiave: str) -> CapitoloDati:
    frase = f"Il capitolo {chiave} non c'è più nella proposta."
    return _trova(piano.capitoli, lambda voce: voce.chiave == chiave, frase)


def scrivi_scheda(piano: PianoDati, codice: str, campi: Campi) -> None:
    _scrivi(scheda_di(piano, codice), campi)


def scrivi_azione(piano: PianoDati, scheda: str, numero: str, campi: Campi) -> None:
    """An existing azione, or a new one when `numero` is "" (its number is then in `campi`)."""
    madre = scheda_di(piano, scheda)
    if numero:
        _scrivi(azione_di(madre, numero), campi)
        return
    if any(voce.numero == campi["numero"] for voce in madre.azioni):
        raise DatiNonValidi({"numero": [f"L'azione {campi['numero']} c'è già nella scheda {scheda}."]})
    madre.azioni.append(AzioneDati(**campi))


def scrivi_indicatore(piano: PianoDati, scheda: str, codice: str, campi: Campi) -> None:
    """An existing indicator, or a new one when `codice` is "" (its code is then in `campi`)."""
    madre = scheda_di(piano, scheda)
    if codice:
        _scrivi(indicatore_di(madre, codice), campi)
        return
    if any(voce.codice == campi["codice"] for voce in madre.indicatori):
        raise DatiNonValidi({"codice": [f"L'indicatore {campi['codice']} c'è già nella scheda {scheda}."]})
    madre.indicatori.append(IndicatoreDati(**campi))


def scrivi_capitolo(piano: PianoDati, chiave: str, campi: Campi) -> None:
    """An existing chapter, or when `chiave` is "" a new one after the first `dopo` of them (in `campi`)."""
    dopo = campi.pop("dopo", 0)
    scritto = CapitoloDati(**campi)
    if scritto.chiave != chiave and any(voce.chiave == scritto.chiave for voce in piano.capitoli):
        campo = "numero" if scritto.numero else "titolo"
        raise DatiNonValidi({campo: [f"C'è già un capitolo «{scritto.chiave}»: dagli un altro {campo}."]})
    if chiave:
        _scrivi(capitolo_di(piano, chiave), campi)
    else:
        piano.capitoli.insert(dopo, scritto)


def togli_capitolo(piano: PianoDati, chiave: str) -> None:
    piano.capitoli.remove(capitolo_di(piano, chiave))


def togli(piano: PianoDati, genere: str, scheda: str, chiave: str) -> None:
    """Take away an azione without indicators, or an indicator."""
    madre = scheda_di(piano, scheda)
    if genere == "indicatore":
        madre.indicatori.remove(indicatore_di(madre, chiave))
        return
    suoi = [voce.codice for voce in madre.indicatori if voce.azione == chiave]
    if suoi:
        raise DatiNonValidi({"": [f"L'azione {chiave} ha ancora indicatori ({', '.join(suoi)}): prima toglili."]})
    madre.azioni.remove(azione_di(madre, chiave))


def ripristina(base: PianoDati, piano: PianoDati, *, scheda: str, genere: str, chiave: str, campo: str) -> None:
    """Undo one change: the field, or the whole thing, is again as in `base`."""
    if genere == "piano":
        _ripristina_campo(base, piano, campo)
    elif genere == "obiettivo strategico":
        _ripristina_voce(base.obiettivi_strategici, piano.obiettivi_strategici, "codice", chiave, campo)
    elif genere == "capitolo":
        _ripristina_voce(base.capitoli, piano.capitoli, "chiave", chiave, campo)
    elif genere == "scheda":
        _ripristina_voce(base.schede, piano.schede, "codice", chiave, campo)
    elif genere == "azione":
        _ripristina_voce(scheda_di(base, scheda).azioni, scheda_di(piano, scheda).azioni, "numero", chiave, campo)
    else:
        liste = (scheda_di(base, scheda).indicatori, scheda_di(piano, scheda).indicatori)
        _ripristina_voce(*liste, "codice", chiave, campo)


def unisci(attuale: PianoDati, nuovo: PianoDati) -> PianoDati:
    """The workbook's plan, and after it what only the present plan has: nothing goes without being asked."""
    schede = {voce.codice: voce for voce in attuale.schede}
    return replace(
        nuovo,
        obiettivi_strategici=_con_assenti(attuale.obiettivi_strategici, nuovo.obiettivi_strategici, "codice"),
        schede=[
            _unisci_scheda(schede.get(voce.codice), voce)
            for voce in _con_assenti(attuale.schede, nuovo.schede, "codice")
        ],
        capitoli=_con_assenti(attuale.capitoli, nuovo.capitoli, "chiave"),
    )


def con_i_versi_di(attuale: PianoDati, nuovo: PianoDati) -> PianoDati:
    """The same plan with the verso of `attuale` where `nuovo` leaves it blank."""
    noti = {(s.codice, voce.codice): voce.verso for s in attuale.schede for voce in s.indicatori}
    schede = [
        replace(s, indicatori=[replace(v, verso=v.verso or noti.get((s.codice, v.codice), "")) for v in s.indicatori])
        for s in nuovo.schede
    ]
    return replace(nuovo, schede=schede)


def _unisci_scheda(prima: SchedaDati | None, dopo: SchedaDati) -> SchedaDati:
    if prima is None or prima is dopo:
        return dopo
    vecchi = {voce.codice: voce for voce in prima.indicatori}
    indicatori = [
        _unisci_indicatore(vecchi.get(voce.codice), voce)
        for voce in _con_assenti(prima.indicatori, dopo.indicatori, "codice")
    ]
    return replace(dopo, azioni=_con_assenti(prima.azioni, dopo.azioni, "numero"), indicatori=indicatori)


def _unisci_indicatore(prima: IndicatoreDati | None, dopo: IndicatoreDati) -> IndicatoreDati:
    if prima is None:
        return dopo
    rimasti = {anno: t for anno, t in prima.previsioni.items() if anno not in {**dopo.previsioni, **dopo.annotazioni}}
    note = {anno: t for anno, t in prima.annotazioni.items() if anno not in {**dopo.previsioni, **dopo.annotazioni}}
    return replace(dopo, previsioni={**dopo.previsioni, **rimasti}, annotazioni={**dopo.annotazioni, **note})


def _con_assenti(prima: Sequence[_V], dopo: Sequence[_V], chiave: str) -> list[_V]:
    presenti = {getattr(voce, chiave) for voce in dopo}
    return [*dopo, *(voce for voce in prima if getattr(voce, chiave) not in presenti)]


def _scrivi(voce: Any, campi: Campi) -> None:
    for nome, valore in campi.items():
        setattr(voce, nome, valore)


def _ripristina_voce(base: list[Any], ora: list[Any], chiave: str, quale: str, campo: str) -> None:
    vecchia = next((voce for voce in base if getattr(voce, chiave) == quale), None)
    attuale = next((voce for voce in ora if getattr(voce, chiave) == quale), None)
    if vecchia is not None and attuale is not None and campo:
        _ripristina_campo(vecchia, attuale, campo)
    elif vecchia is None and attuale is not None:
        ora.remove(attuale)
    elif vecchia is not None and attuale is None:
        ora.insert(min(base.index(vecchia), len(ora)), vecchia)


def _ripristina_campo(vecchia: Any, attuale: Any, campo: str) -> None:
    nome, _, anno = campo.partition("/")
    if anno:
        testi = {**getattr(attuale, nome)}
        testi.pop(int(anno), None)
        vecchi = getattr(vecchia, nome)
        setattr(attuale, nome, testi | ({int(anno): vecchi[int(anno)]} if int(anno) in vecchi else {}))
    elif campo.startswith("ordine_"):
        _ripristina_ordine(vecchia, attuale, campo.removeprefix("ordine_"))
    elif campo == "primo_anno":
        attuale.triennio = vecchia.triennio
    elif hasattr(attuale, campo):
        setattr(attuale, campo, getattr(vecchia, campo))
    else:
        attuale.testi = {**attuale.testi, campo: vecchia.testi.get(campo, "")}


def _ripristina_ordine(vecchia: Any, attuale: Any, genere: str) -> None:
    liste = {
        "scheda": ("schede", "codice"),
        "capitolo": ("capitoli", "chiave"),
        "obiettivo strategico": ("obiettivi_strategici", "codice"),
        "azione": ("azioni", "numero"),
        "indicatore": ("indicatori", "codice"),
    }
    nome, chiave = liste[genere]
    posti = {getattr(voce, chiave): n for n, voce in enumerate(getattr(vecchia, nome))}
    getattr(attuale, nome).sort(key=lambda voce: posti.get(getattr(voce, chiave), len(posti)))


def _trova(voci: Sequence[_V], e_lei: Callable[[_V], bool], frase: str) -> _V:
    for voce in voci:
        if e_lei(voce):
            return voce
    raise DatiNonValidi({"": [frase]})
