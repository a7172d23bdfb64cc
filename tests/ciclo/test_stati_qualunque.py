"""Whatever anybody does to a year, in any order: what the rules of DESIGN.md 4 forbid is refused and changes nothing.

The machine plays random commands of random people through the services, beside a model that knows nothing of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from indicatori.motore.inserimento import leggi_valore
from pianoperf.web.rifiuti import AzioneNegata, ModificaConcorrente, Rifiuto
from rendicontazione.enums import Causa
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.services.anno import avvia_validazione, trasmetti_rendicontazione, valida_rendicontazione
from rendicontazione.services.chiusura import (
    approva_rendicontazione,
    pubblica_rendicontazione,
    riapri_rendicontazione,
)
from rendicontazione.services.risultati import giudica_risultato, invia_risultato, salva_bozza
from tests.rendicontazione.chiusure import DOPO
from tests.scenari import ADESSO, ANNO, Cast, anno_aperto, crea_cast, risultato_di

VALORI = {"1.1": ("SI", "NO"), "1.3": ("60", "75", "90"), "2.1": ("2", "4", "5")}
DI_RITA = ("1.1", "1.3")
GIUDICATI = ("confermato", "rettificato", "non_valutabile")
CHIUSI = ("validata", "approvata", "pubblicata")
PERSONE = ("amministratrice", "direttore", "responsabile", "nucleo", "organo", "estraneo")
STATI = {"aperta", "trasmessa", "in_validazione", *CHIUSI}
# ANNI_A_CASO=300 is the long run: 12,000 steps
ESEMPI, PASSI = int(os.environ.get("ANNI_A_CASO", "25")), 40


def quasi_sempre(*giuste: str) -> st.SearchStrategy[str]:
    """The right person mostly, or nothing would ever come to its end."""
    return st.sampled_from([*giuste * 6, *PERSONE])


@dataclass
class Voce:
    """What the model knows of one result."""

    stato: str = "da_inserire"
    versione: int = 0
    testo: str = ""


@dataclass
class Modello:
    """What the model knows of the year."""

    stato: str = "aperta"
    riaperta: bool = False
    voci: dict[str, Voce] = field(default_factory=lambda: {codice: Voce() for codice in VALORI})

    def si_scrive(self, chi: str, codice: str) -> bool:
        suo = chi in ("amministratrice", "direttore") or chi == "responsabile" and codice in DI_RITA
        stato = self.voci[codice].stato
        scrivibile = stato == "rinviato" or self.stato == "aperta" and stato in ("da_inserire", "bozza")
        return suo and self.stato not in CHIUSI and scrivibile

    def si_giudica(self, chi: str, codice: str) -> bool:
        stato = self.voci[codice].stato
        giudicabile = stato == "trasmesso" or self.riaperta and stato in GIUDICATI
        return chi == "nucleo" and self.stato not in CHIUSI and giudicabile

    @property
    def sospesi(self) -> bool:
        return any(voce.stato in ("trasmesso", "rinviato") for voce in self.voci.values())


class UnAnno(RuleBasedStateMachine):
    """Each command answers as the model says, or is refused as the model says; `visti` are the states reached."""

    cast: Cast
    visti: set[str]

    def __init__(self) -> None:
        super().__init__()
        self.qui = transaction.savepoint()
        self.modello = Modello()
        self.atti = 100

    def teardown(self) -> None:
        assert storia_diversa() == []
        transaction.savepoint_rollback(self.qui)

    def anno(self) -> Rendicontazione:
        return Rendicontazione.objects.get(piano__ente=self.cast.ente, anno=ANNO)

    def fai(self, atteso: type[Rifiuto] | None, comando: Callable[[], object]) -> bool:
        """Whether it was done; what is refused is refused for the reason of the model."""
        if atteso is None:
            comando()
            return True
        with pytest.raises(Rifiuto) as rifiuto, transaction.atomic():
            comando()
        assert rifiuto.type is atteso
        return False

    def un_passo(
        self, chi: str, giusta: str, da: tuple[str, ...], a: str, comando: Callable[..., object], **dati: object
    ) -> bool:
        """A command on the whole year: by whom, from which states, to which."""
        possibile = chi == giusta and self.modello.stato in da
        anno = self.anno()
        fatto = self.fai(None if possibile else AzioneNegata, lambda: comando(rendicontazione=anno, **dati))
        if fatto:
            self.modello.stato = a
            self.visti.add(a)
        return fatto

    @rule(
        chi=quasi_sempre("direttore", "responsabile"),
        dove=st.sampled_from([*VALORI]),
        quale=st.integers(0, 2),
        vecchia=st.booleans(),
    )
    def salva(self, chi: str, dove: str, quale: int, vecchia: bool) -> None:
        voce, testo = self.modello.voci[dove], VALORI[dove][quale % len(VALORI[dove])]
        risultato = risultato_di(dove)
        atteso: type[Rifiuto] | None = None
        uguale = voce.stato != "da_inserire" and voce.testo == testo
        if not self.modello.si_scrive(chi, dove):
            atteso = AzioneNegata
        elif vecchia and not uguale:
            atteso = ModificaConcorrente
        fatto = self.fai(
            atteso,
            lambda: salva_bozza(
                risultato=risultato,
                valori=[leggi_valore(risultato.previsione.lette[0], testo)],
                nota="Una nota",
                causa=Causa.ESOGENA,
                fonte="",
                versione=voce.versione - vecchia,
                utente=self.cast.per_nome(chi),
                adesso=ADESSO,
            ),
        )
        if fatto and not uguale:
            voce.stato = "bozza" if voce.stato == "da_inserire" else voce.stato
            voce.versione, voce.testo = voce.versione + 1, testo

    @rule(chi=quasi_sempre("direttore", "responsabile"), dove=st.sampled_from([*VALORI]))
    def invia(self, chi: str, dove: str) -> None:
        voce = self.modello.voci[dove]
        possibile = self.modello.si_scrive(chi, dove) and voce.stato != "da_inserire"
        utente = self.cast.per_nome(chi)
        if self.fai(
            None if possibile else AzioneNegata,
            lambda: invia_risultato(risultato=risultato_di(dove), utente=utente, adesso=ADESSO),
        ):
            voce.stato, voce.versione = "trasmesso", voce.versione + 1

    @rule(chi=quasi_sempre("nucleo"), dove=st.sampled_from([*VALORI]), esito=st.sampled_from([*GIUDICATI, "rinviato"]))
    def giudica(self, chi: str, dove: str, esito: str) -> None:
        voce = self.modello.voci[dove]
        if self.fai(
            None if self.modello.si_giudica(chi, dove) else AzioneNegata,
            lambda: giudica_risultato(
                risultato=risultato_di(dove),
                esito=esito,
                motivo="Il perché",
                grado_rettificato=Decimal("0.5"),
                utente=self.cast.per_nome(chi),
                adesso=ADESSO,
            ),
        ):
            voce.stato, voce.versione = esito, voce.versione + 1

    @rule(chi=quasi_sempre("direttore"))
    def trasmetti(self, chi: str) -> None:
        dati = {"utente": self.cast.per_nome(chi), "adesso": ADESSO}
        self.un_passo(chi, "direttore", ("aperta",), "trasmessa", trasmetti_rendicontazione, **dati)

    @rule(chi=quasi_sempre("nucleo"))
    def avvia(self, chi: str) -> None:
        dati = {"utente": self.cast.per_nome(chi)}
        self.un_passo(chi, "nucleo", ("trasmessa",), "in_validazione", avvia_validazione, **dati)

    @rule(chi=quasi_sempre("nucleo"))
    def valida(self, chi: str) -> None:
        da = () if self.modello.sospesi else ("in_validazione",)
        dati = {"utente": self.cast.per_nome(chi), "adesso": DOPO}
        self.un_passo(chi, "nucleo", da, "validata", valida_rendicontazione, **dati)

    @rule(chi=quasi_sempre("amministratrice"))
    def approva(self, chi: str) -> None:
        dati = {"utente": self.cast.per_nome(chi), "adesso": DOPO, **self.atto()}
        self.un_passo(chi, "amministratrice", ("validata",), "approvata", approva_rendicontazione, **dati)

    @rule(chi=quasi_sempre("amministratrice"))
    def pubblica(self, chi: str) -> None:
        dati = {"utente": self.cast.per_nome(chi), "adesso": DOPO}
        self.un_passo(chi, "amministratrice", ("approvata",), "pubblicata", pubblica_rendicontazione, **dati)

    @rule(chi=quasi_sempre("amministratrice"))
    def riapri(self, chi: str) -> None:
        dati = {"motivo": "Un errore", "utente": self.cast.per_nome(chi), "adesso": DOPO, **self.atto()}
        if self.un_passo(chi, "amministratrice", CHIUSI, "in_validazione", riapri_rendicontazione, **dati):
            self.modello.riaperta = True
            self.visti.add("riaperta")

    @rule()
    def va_avanti(self) -> None:
        """What comes next, by who may: without it chance alone would seldom publish a year."""
        passi = {
            "aperta": lambda: self.trasmetti("direttore"),
            "trasmessa": lambda: self.avvia("nucleo"),
            "in_validazione": lambda: self.valida("nucleo"),
            "validata": lambda: self.approva("amministratrice"),
            "approvata": lambda: self.pubblica("amministratrice"),
            "pubblicata": lambda: self.riapri("amministratrice"),
        }
        passi[self.modello.stato]()

    def atto(self) -> dict[str, object]:
        self.atti += 1
        return {"organo": "Consiglio", "numero": str(self.atti), "data": date(2024, 3, 20)}

    @invariant()
    def e_come_dice_il_modello(self) -> None:
        assert self.anno().stato == self.modello.stato
        righe = Risultato.objects.filter(previsione__indicatore__codice__in=VALORI, rendicontazione__anno=ANNO)
        assert {
            codice: Voce(stato, versione, self.modello.voci[codice].testo)
            for codice, stato, versione in righe.values_list("previsione__indicatore__codice", "stato", "versione")
        } == self.modello.voci
        for risultato in righe.select_related("previsione__indicatore"):
            testo = self.modello.voci[risultato.previsione.indicatore.codice].testo
            attesi = [leggi_valore(risultato.previsione.lette[0], testo).in_json()] if testo else []
            assert risultato.valori == attesi


def storia_diversa() -> list[str]:
    """The rows of which the last event of the history does not say what they are: there must be none."""
    diverse = []
    for modello in apps.get_models():
        eventi = getattr(modello, "pgh_event_model", None)
        if eventi is None:
            continue
        campi = [campo.attname for campo in modello._meta.concrete_fields if _tracciato(eventi, campo.attname)]
        ultimi = {
            evento["pgh_obj_id"]: evento
            for evento in eventi.objects.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id").values()
        }
        for riga in modello._base_manager.values("pk", *campi):
            evento = ultimi.get(riga["pk"], {})
            if any(campo not in evento or evento[campo] != riga[campo] for campo in campi):
                diverse.append(f"{modello._meta.label} {riga['pk']}")
    return diverse


def _tracciato(eventi: type, campo: str) -> bool:
    return any(uno.attname == campo for uno in eventi._meta.concrete_fields)


@pytest.mark.django_db
def test_qualunque_cosa_si_faccia_l_anno_segue_le_sue_regole() -> None:
    cast = crea_cast()
    anno_aperto(cast)
    macchina = type("UnAnnoDiProva", (UnAnno,), {"cast": cast, "visti": {"aperta"}})
    regole = settings(
        max_examples=ESEMPI,
        stateful_step_count=PASSI,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(macchina, settings=regole)
    assert macchina.visti == STATI | {"riaperta"}


@pytest.mark.django_db
def test_una_riga_che_cambia_senza_storia_si_vede() -> None:
    anno_aperto(crea_cast())
    assert storia_diversa() == []
    risultato = risultato_di("1.1")
    with connection.cursor() as cursore:
        cursore.execute("SET LOCAL session_replication_role = replica")
        cursore.execute("UPDATE rendicontazione_risultato SET nota = 'Altro' WHERE id = %s", [risultato.pk])
        cursore.execute("SET LOCAL session_replication_role = origin")
    assert storia_diversa() == [f"rendicontazione.Risultato {risultato.pk}"]
