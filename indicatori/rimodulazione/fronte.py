"""Two versions of a plan side by side: every difference with its reason and the act that made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicatori.importazione.differenze import Voce, confronta
from indicatori.motore.controlli.ribasso import ribassato
from indicatori.motore.documento import IndicatoreDati, PianoDati
from indicatori.rimodulazione.cambiamenti import Cambiamento, cambiamenti_tra
from indicatori.rimodulazione.dati import da_json
from indicatori.rimodulazione.parole import Affiancati, affianca
from obiettivi.enums import StatoRimodulazione
from obiettivi.models import Piano, Rimodulazione, Versione

PROPOSTA = "proposta"


@dataclass(frozen=True, slots=True)
class Capo:
    """One of the two sides. `numero` is that of the version, None for a proposal; `atto` is "" for a proposal."""

    nome: str
    numero: int | None
    atto: str
    dati: PianoDati


@dataclass(frozen=True, slots=True)
class Motivo:
    """Why a thing changed; `atto` is "" while it is only proposed."""

    testo: str
    atto: str = ""


@dataclass(frozen=True, slots=True)
class RigaFronte:
    """One field. `cambia` is False for what is shown only to be read beside; `ribassato` as the engine tells it."""

    luogo: str
    etichetta: str
    testi: Affiancati
    prima: str
    dopo: str
    cambia: bool = True
    motivi: tuple[Motivo, ...] = ()
    ribassato: bool = False
    anni: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class GruppoFronte:
    """The lines of one scheda; `codice` "" gathers the plan itself and its strategic objectives."""

    codice: str
    titolo: str
    righe: tuple[RigaFronte, ...]


@dataclass(frozen=True, slots=True)
class Fronte:
    da: Capo
    a: Capo
    gruppi: tuple[GruppoFronte, ...]

    @property
    def differenze(self) -> int:
        return sum(riga.cambia for gruppo in self.gruppi for riga in gruppo.righe)


def capo_di(versione: Versione) -> Capo:
    return Capo(f"Versione {versione.numero}", versione.numero, str(versione.atto), da_json(versione.dati))


def capo_proposto(rimodulazione: Rimodulazione) -> Capo:
    return Capo(f"Proposta: {rimodulazione.oggetto}", None, "", da_json(rimodulazione.dati))


def testo_a_fronte(piano: Piano, da: Capo, a: Capo, *, tutto: bool = False, scheda: str = "") -> Fronte:
    """The differences from one side to the other, scheda by scheda; with `tutto` also what stayed the same.

    `scheda` narrows to one. One query for the rimodulazioni in between.
    """
    storia = _rimodulazioni(piano, da, a)
    righe = {
        voce.percorso: riga_di(voce, da.dati, a.dati, _motivi(voce, storia))
        for voce in cambiamenti_tra(da.dati, a.dati)
    }
    posti = {voce.percorso: voce.scheda for voce in cambiamenti_tra(da.dati, a.dati)}
    gruppi = []
    for codice, titolo in _schede(da.dati, a.dati):
        if scheda and codice != scheda:
            continue
        sue = [riga for percorso, riga in righe.items() if posti[percorso] == codice]
        if tutto and codice:
            sue = _in_ordine([*sue, *_uguali(da.dati, a.dati, codice)], a.dati, codice)
        if sue:
            gruppi.append(GruppoFronte(codice, titolo, tuple(sue)))
    return Fronte(da, a, tuple(gruppi))


def riga_di(voce: Cambiamento, prima: PianoDati, dopo: PianoDati, motivi: Sequence[Motivo]) -> RigaFronte:
    return RigaFronte(
        luogo=voce.luogo,
        etichetta=voce.etichetta,
        testi=affianca(voce.prima, voce.dopo),
        prima=voce.prima,
        dopo=voce.dopo,
        motivi=tuple(motivi),
        ribassato=bool(_ribassato(voce, prima, dopo)),
        anni=voce.anni,
    )


def _ribassato(voce: Cambiamento, prima: PianoDati, dopo: PianoDati) -> bool | None:
    if not voce.campo.startswith("previsioni/") or voce.anno is None:
        return None
    vecchio, nuovo = (indicatore_in(dati, voce.scheda, voce.chiave) for dati in (prima, dopo))
    return ribassato(vecchio, nuovo, voce.anno) if vecchio and nuovo else None


def indicatore_in(dati: PianoDati, scheda: str, codice: str) -> IndicatoreDati | None:
    righe = (voce for s in dati.schede if s.codice == scheda for voce in s.indicatori if voce.codice == codice)
    return next(righe, None)


def _rimodulazioni(piano: Piano, da: Capo, a: Capo) -> list[Rimodulazione]:
    tutte = piano.rimodulazioni.exclude(stato=StatoRimodulazione.RITIRATA).select_related("base", "versione__atto")
    tra = [voce for voce in tutte.defer("dati", "base__dati", "versione__dati") if _tra(voce, da, a)]
    return sorted(tra, key=lambda voce: (voce.base.numero, voce.pk))


def _tra(rimodulazione: Rimodulazione, da: Capo, a: Capo) -> bool:
    if rimodulazione.base.numero < (da.numero or 0):
        return False
    if rimodulazione.versione is None:
        return a.numero is None
    return a.numero is None or rimodulazione.versione.numero <= a.numero


def _motivi(voce: Cambiamento, storia: Sequence[Rimodulazione]) -> list[Motivo]:
    """The reasons for this change, also those given for a part of it: it may have come in several steps."""
    motivi = []
    for rimodulazione in storia:
        atto = str(rimodulazione.versione.atto) if rimodulazione.versione else ""
        testi = [t for p, t in rimodulazione.motivi.items() if p == voce.percorso or p.startswith(f"{voce.percorso}/")]
        motivi += [Motivo(testo, atto) for testo in dict.fromkeys(testi)]
    return motivi


def _schede(prima: PianoDati, dopo: PianoDati) -> list[tuple[str, str]]:
    """("", title) for the plan, then the schede of the new one and those that are gone."""
    titoli = {voce.codice: voce.titolo for voce in dopo.schede}
    return [("", dopo.titolo), *titoli.items(), *((v.codice, v.titolo) for v in prima.schede if v.codice not in titoli)]


def _uguali(prima: PianoDati, dopo: PianoDati, scheda: str) -> Iterator[RigaFronte]:
    radice = confronta(prima, dopo).figlio("scheda", scheda)
    for voce in radice.figli if radice else []:
        luogo = f"Scheda {scheda}, {voce.genere} {voce.chiave}"
        if voce.esito == "uguale":
            yield _uguale(luogo, voce, "Descrizione")
        for figlio in voce.figli:
            if figlio.esito == "uguale":
                yield _uguale(luogo, figlio, f"Target {figlio.chiave}")


def _in_ordine(righe: list[RigaFronte], dopo: PianoDati, codice: str) -> list[RigaFronte]:
    """As the new plan reads: the head, each azione, each indicator with its targets; what is gone comes last."""
    scheda = next((voce for voce in dopo.schede if voce.codice == codice), None)
    azioni = [f"azione {voce.numero}" for voce in scheda.azioni] if scheda else []
    indicatori = [f"indicatore {voce.codice}" for voce in scheda.indicatori] if scheda else []
    luoghi = [f"Scheda {codice}", *(f"Scheda {codice}, {nome}" for nome in (*azioni, *indicatori))]
    posti = {luogo: posto for posto, luogo in enumerate(luoghi)}

    def posto(riga: RigaFronte) -> tuple[int, bool, str]:
        del_target = riga.etichetta.startswith("Target ")
        return posti.get(riga.luogo, len(posti)), del_target, riga.etichetta if del_target else ""

    return sorted(righe, key=posto)


def _uguale(luogo: str, voce: Voce, etichetta: str) -> RigaFronte:
    testo = voce.titolo
    return RigaFronte(luogo, etichetta, affianca(testo, testo), testo, testo, cambia=False)
