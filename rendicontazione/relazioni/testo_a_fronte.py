"""Two versions of a plan side by side, and the changes of a year for the Relazione."""

from __future__ import annotations

from indicatori.motore.documento import PianoDati
from indicatori.rimodulazione.fronte import Capo, GruppoFronte, RigaFronte, capo_di, testo_a_fronte
from indicatori.rimodulazione.parole import Pezzo
from obiettivi.enums import StatoRimodulazione
from obiettivi.models import Atto, Piano, Rimodulazione, Versione
from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.relazioni.celle import VoceIndice
from rendicontazione.relazioni.fronte_vista import (
    FronteVista,
    GruppoFronteVista,
    PezzoVista,
    RigaFronteVista,
    RimodulazioneVista,
)
from rendicontazione.relazioni.sezioni import Sezione
from rendicontazione.relazioni.vista import Vista


def fronte_di(piano: Piano, versioni: tuple[int, int] | None) -> tuple[PianoDati, Atto, FronteVista]:
    """The later version, its act, and the two side by side. Raises Rifiuto for versions that are not there."""
    prima, dopo = (_versione(piano, numero) for numero in sorted(versioni or (0, 0)))
    fronte = testo_a_fronte(piano, capo_di(prima), capo_di(dopo))
    vista = FronteVista(
        *_capo(fronte.da),
        *_capo(fronte.a),
        gruppi=tuple(_gruppo(gruppo) for gruppo in fronte.gruppi),
    )
    return fronte.a.dati, dopo.atto, vista


def rimodulazioni_dell_anno(piano: Piano, anno: int) -> tuple[RimodulazioneVista, ...]:
    """The approved changes that touched the targets of the year, all of one whose act is of that year, oldest first."""
    approvate = piano.rimodulazioni.filter(stato=StatoRimodulazione.APPROVATA)
    righe = approvate.select_related("base__atto", "versione__atto").order_by("versione__numero")
    viste = (_rimodulazione(piano, voce, voce.versione, anno) for voce in righe if voce.versione)
    return tuple(vista for vista in viste if vista.righe)


def sezioni(vista: Vista) -> list[Sezione]:
    """One section. Raises ValueError when the vista has no versions to compare."""
    if vista.fronte is None:
        raise ValueError("Il testo a fronte riguarda due versioni: indica quali.")
    gruppi = [(f"fronte-{numero}", gruppo) for numero, gruppo in enumerate(vista.fronte.gruppi, 1)]
    voci = [VoceIndice(ancora, nome_del_gruppo(gruppo)) for ancora, gruppo in gruppi]
    tutte = (VoceIndice("versioni", "Le due versioni"), *voci)
    return [Sezione("testo_a_fronte", {"fronte": vista.fronte, "gruppi": gruppi}, tutte)]


def nome_del_gruppo(gruppo: GruppoFronteVista) -> str:
    return f"Scheda {gruppo.codice} – {gruppo.titolo}" if gruppo.codice else "Piano e obiettivi strategici"


def _versione(piano: Piano, numero: int) -> Versione:
    versione = piano.versioni.select_related("atto").filter(numero=numero).first()
    if versione is None:
        raise Rifiuto(f"Il piano «{piano.codice}» non ha una versione {numero}.")
    return versione


def _capo(capo: Capo) -> tuple[str, str]:
    return capo.nome, capo.atto


def _gruppo(gruppo: GruppoFronte) -> GruppoFronteVista:
    return GruppoFronteVista(gruppo.codice, gruppo.titolo, tuple(_riga(riga) for riga in gruppo.righe))


def _riga(riga: RigaFronte) -> RigaFronteVista:
    return RigaFronteVista(
        luogo=riga.luogo,
        etichetta=riga.etichetta,
        prima=_pezzi(riga.testi.prima),
        dopo=_pezzi(riga.testi.dopo),
        motivi=tuple((motivo.testo, motivo.atto) for motivo in riga.motivi),
        ribassato=riga.ribassato,
    )


def _pezzi(pezzi: tuple[Pezzo, ...]) -> tuple[PezzoVista, ...]:
    return tuple(PezzoVista(pezzo.testo, pezzo.cambia) for pezzo in pezzi)


def _rimodulazione(piano: Piano, voce: Rimodulazione, versione: Versione, anno: int) -> RimodulazioneVista:
    fronte = testo_a_fronte(piano, capo_di(voce.base), capo_di(versione))
    tutte = [riga for gruppo in fronte.gruppi for riga in gruppo.righe]
    sue = tutte if versione.atto.data.year == anno else [riga for riga in tutte if anno in riga.anni]
    return RimodulazioneVista(voce.oggetto, str(versione.atto), tuple(_riga(riga) for riga in sue))
