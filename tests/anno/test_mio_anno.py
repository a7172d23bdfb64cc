"""What a responsabile finds when the page «Il mio anno» opens: mine, in the order in which to do it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicatori.models import Indicatore, Previsione, Responsabilita
from pianoperf.organizzazione.deleghe.services import delega
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Incarico, Persona, Utente
from pianoperf.organizzazione.permissions import oggi
from rendicontazione.calendario.services import concedi_proroga, fissa_intermedio
from rendicontazione.enums import EsitoGiudizio, Periodo
from rendicontazione.mio_anno import views as viste
from rendicontazione.mio_anno.selectors import Scelta, mio_anno, ultima_volta
from rendicontazione.mio_anno.voci import MioAnno, Voce
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.permissions import puo_compilare
from tests import scenari
from tests.rendicontazione import chiusure
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
Entra = Callable[[str], Client]
ADESSO = scenari.ADESSO
PAGINA = reverse("mio_anno", kwargs={"ente": "ente-prova"})


def _di(cast: Cast, chi: str = "responsabile", **altro: object) -> MioAnno:
    utente = Utente.objects.get(pk=cast.per_nome(chi).pk)
    return mio_anno(utente, cast.ente, altro.pop("scelta", Scelta()), altro.pop("adesso", ADESSO))


def _codici(voci: tuple[Voce, ...]) -> list[str]:
    return [voce.risultato.previsione.indicatore.codice for voce in voci]


def _persona(cast: Cast, utente: Utente, *codici: str) -> None:
    persona = Persona.objects.create(ente=cast.ente, nome=utente.first_name, cognome=utente.last_name, utente=utente)
    for codice in codici:
        Responsabilita.objects.create(indicatore=Indicatore.objects.get(codice=codice), persona=persona)


def _collega(cast: Cast) -> Utente:
    utente = Utente.objects.create(username="carla", first_name="Carla", last_name="Collega")
    Incarico.objects.create(utente=utente, ente=cast.ente, ruolo=Ruolo.RESPONSABILE, dal=oggi() - timedelta(days=9))
    return utente


def _apri_il_2024(cast: Cast, anno: Rendicontazione) -> None:
    giorni = {"finestra_dal": ADESSO, "finestra_al": ADESSO + timedelta(days=30)}
    scenari.apri_rendicontazione(piano=anno.piano, anno=2024, utente=cast.amministratrice, adesso=ADESSO, **giorni)


def _delega(cast: Cast, delegato: Utente) -> None:
    giorni = {"dal": oggi() - timedelta(days=1), "al": oggi() + timedelta(days=5)}
    chi = cast.responsabile
    dati = {"ente": cast.ente, "delegante": chi, "delegato": delegato, "utente": chi, "ruolo": Ruolo.RESPONSABILE}
    delega(**dati, **giorni, adesso=timezone.now())


def test_ogni_risultato_sta_nella_sua_carta(cast: Cast, anno: Rendicontazione) -> None:
    scenari.inviato(cast, "1.1", "SI")
    scenari.giudicato(cast, "1.1", EsitoGiudizio.RINVIATO, "Il dato è del 2022")
    scenari.bozza(cast, "1.3", "60", causa="")
    scenari.inviato(cast, "1.4", "30/06/2023", "100")
    mio = _di(cast)
    assert _codici(mio.tornate) == ["1.1"]
    assert _codici(mio.bozze) == ["1.3"]
    assert mio.bozze[0].mancanze == ("Il target non è raggiunto del tutto: scegli la causa dello scostamento.",)
    assert _codici(mio.da_inserire) == ["1.2"]
    assert _codici(mio.inviate) == ["1.4"]
    assert (mio.ferme, mio.decise, mio.per_conto) == ((), (), ())


def test_si_comincia_da_ciò_che_è_tornato_poi_dalle_bozze(cast: Cast, anno: Rendicontazione) -> None:
    scenari.bozza(cast, "1.4", "30/06/2023", "100")
    scenari.inviato(cast, "1.3", "90")
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RINVIATO)
    mio = _di(cast)
    assert _codici(mio.da_fare) == ["1.3", "1.4", "1.1", "1.2"]
    # 5 to correct, 1 to send, 5 for each of the two that are empty: 16, rounded up
    assert mio.minuti == 20


def test_un_risultato_deciso_porta_grado_fascia_e_parole_del_nucleo(cast: Cast, anno: Rendicontazione) -> None:
    chiusure.in_validazione(cast, anno)
    mio = _di(cast)
    assert _codici(mio.decise) == ["1.1", "1.3"]
    deciso = mio.decise[1].valutato
    assert deciso is not None
    assert deciso.grado.valore == pytest.approx(0.75)
    assert deciso.fascia is not None
    # the others were never sent and the year is at the Nucleo
    assert _codici(mio.ferme) == ["1.2", "1.4"]
    assert "è al Nucleo dal" in mio.ferme[0].motivo


def test_un_anno_chiuso_si_rilegge_come_fu_congelato(cast: Cast, anno: Rendicontazione) -> None:
    chiusure.validata(cast, anno)
    mio = _di(cast)
    assert mio.anni == (anno,)
    assert [voce.valutato.grado.valore for voce in mio.decise if voce.valutato] == [1, pytest.approx(0.75)]
    assert mio.prima_cosa is None


def test_la_proroga_della_persona_sposta_il_suo_termine(cast: Cast, anno: Rendicontazione) -> None:
    anno.finestra_al = ADESSO + timedelta(days=30)
    anno.save(update_fields=["finestra_al"])
    fino_al = anno.finestra_al + timedelta(days=9)
    persona = Persona.objects.get(cognome="Rossi")
    chi = cast.amministratrice
    dati = {"rendicontazione": anno, "persona": persona, "periodo": Periodo.FINALE, "motivo": "Malattia"}
    concedi_proroga(**dati, fino_al=fino_al, utente=chi, adesso=ADESSO)
    dopo = anno.finestra_al + timedelta(days=2)
    (termine,) = _di(cast, adesso=dopo).termini
    assert (termine.finestra.al, termine.proroga.motivo if termine.proroga else "") == (fino_al, "Malattia")
    assert termine.giorni == 7
    assert len(termine.voci) == 4
    assert _di(cast, adesso=fino_al + timedelta(minutes=1)).termini == ()


def test_il_monitoraggio_intermedio_ha_il_suo_termine(cast: Cast, anno: Rendicontazione) -> None:
    dal, al = ADESSO - timedelta(days=1), ADESSO + timedelta(days=3)
    fissa_intermedio(rendicontazione=anno, dal=dal, al=al, utente=cast.amministratrice)
    termini = _di(cast).termini
    assert next((uno.periodo, uno.giorni) for uno in termini) == (Periodo.INTERMEDIO, 3)
    assert {uno.periodo for uno in termini} == set(Periodo.values)


def test_ciò_che_è_di_chi_sostituisco_sta_da_parte(cast: Cast, anno: Rendicontazione) -> None:
    collega = _collega(cast)
    _persona(cast, collega, "2.1")
    _delega(cast, collega)
    scenari.bozza(cast, "1.1", "SI", utente=Utente.objects.get(pk=collega.pk))
    mio = mio_anno(Utente.objects.get(pk=collega.pk), cast.ente, Scelta(), ADESSO)
    assert _codici(mio.mie) == ["2.1"]
    (altro,) = mio.per_conto
    assert altro.delegante == cast.responsabile
    assert (_codici(altro.da_fare), _codici(altro.fatti_da_me)) == (["1.1", "1.2", "1.3", "1.4"], ["1.1"])


def test_finita_la_delega_non_resta_niente(cast: Cast, anno: Rendicontazione) -> None:
    collega = _collega(cast)
    _delega(cast, collega)
    assert mio_anno(Utente.objects.get(pk=collega.pk), cast.ente, Scelta(), ADESSO).voci
    Incarico.objects.filter(utente=cast.responsabile).update(al=oggi() - timedelta(days=1))
    assert mio_anno(Utente.objects.get(pk=collega.pk), cast.ente, Scelta(), ADESSO).voci == ()


def test_un_direttore_vede_solo_i_suoi(cast: Cast, anno: Rendicontazione) -> None:
    assert _di(cast, "direttore").voci == ()
    _persona(cast, cast.direttore, "2.1")
    assert _codici(_di(cast, "direttore").mie) == ["2.1"]


def test_dice_di_ogni_risultato_ciò_che_dice_il_permesso(cast: Cast, anno: Rendicontazione) -> None:
    """The page asks the policy without queries: never another answer than the command's own check."""
    scenari.inviato(cast, "1.1", "SI")
    scenari.bozza(cast, "1.3", "60")
    for adesso in (ADESSO - timedelta(days=30), ADESSO, anno.finestra_al + timedelta(days=1)):
        for voce in _di(cast, adesso=adesso).mie:
            risultato = scenari.risultato_di(voce.risultato.previsione.indicatore.codice)
            utente = Utente.objects.get(pk=cast.responsabile.pk)
            if voce.risultato.stato != "trasmesso":
                assert voce.da_fare == puo_compilare(utente, risultato, adesso)


def test_l_anno_prima_sta_accanto(cast: Cast, anno: Rendicontazione) -> None:
    chiusure.validata(cast, anno)
    _apri_il_2024(cast, anno)
    mio = _di(cast)
    assert [voce.anno for voce in mio.anni] == [2024]
    assert mio.ha_un_anno_prima
    responsabile = Utente.objects.get(pk=cast.responsabile.pk)
    (volta,) = ultima_volta(responsabile, cast.ente, Scelta())
    assert (volta.prima.risultato.rendicontazione.anno, volta.prima.grado.valore) == (2023, 1)
    assert ultima_volta(responsabile, cast.ente, Scelta(anno=2023)) == ()
    assert not _di(cast, scelta=Scelta(anno=2023)).ha_un_anno_prima
    assert [voce.anno for voce in _di(cast, scelta=Scelta(anno=2023)).anni] == [2023]
    assert _di(cast, scelta=Scelta(piano="un-altro")).voci == ()


# the page


@pytest.mark.parametrize("chiesta", [{}, {"headers": {"HX-Request": "true"}}], ids=["pagina", "parte"])
def test_l_ultima_volta_si_chiede_dopo_il_resto(
    cast: Cast, anno: Rendicontazione, entra: Entra, monkeypatch: pytest.MonkeyPatch, chiesta: dict[str, object]
) -> None:
    responsabile = entra("responsabile")
    assert "l-ultima-volta" not in responsabile.get(PAGINA).content.decode()
    chiusure.validata(cast, anno)
    _apri_il_2024(cast, anno)
    parte = f"{PAGINA}l-ultima-volta/"
    assert f'hx-get="{parte}?anno=2024"' in responsabile.get(PAGINA, {"anno": 2024}).content.decode()
    (volta,) = ultima_volta(Utente.objects.get(pk=cast.responsabile.pk), cast.ente, Scelta())
    monkeypatch.setattr(viste, "ultima_volta", lambda *_: (volta,) * 12)
    testo = responsabile.get(parte, **chiesta).content.decode()
    assert "2023: " in testo
    assert testo.count("Grado di allora</th>") == 1
    righe = testo.count('data-etichetta="Allora"')
    sola = not chiesta
    assert (righe, "Vedi tutti e 12" in testo, "<!doctype" in testo.lower()) == (10, not sola, sola)
    assert ("Pagina 1 di 2" in testo) == sola
    assert responsabile.get(parte, {"page": 2}).content.decode().count('data-etichetta="Allora"') == 2


def test_senza_anni_precedenti_l_ultima_volta_lo_dice(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    parte = f"{PAGINA}l-ultima-volta/"
    assert "Niente da confrontare" in entra("responsabile").get(parte).content.decode()
    assert entra("responsabile").get(parte, headers={"HX-Request": "true"}).content.strip() == b""


def test_la_pagina_dice_da_dove_cominciare(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    scenari.inviato(cast, "1.3", "90")
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RINVIATO, "Manca l'elenco dei presenti")
    testo = entra("responsabile").get(PAGINA).content.decode()
    assert "Hai 4 cose da fare" in testo
    assert "circa 20 minuti" in testo
    assert "Comincia da qui: 1.3" in testo
    assert "Manca l&#x27;elenco dei presenti" in testo
    assert re.search(r"Mancano (29|30|31) giorni", testo)
    assert "2.1" not in testo


def test_di_molti_inviati_si_vedono_i_primi_e_dove_sono_gli_altri(
    cast: Cast, anno: Rendicontazione, entra: Entra, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenari.inviato(cast, "1.3", "90")
    inviate = _di(cast).inviate
    monkeypatch.setattr(MioAnno, "inviate", inviate * 12)
    testo = entra("responsabile").get(PAGINA).content.decode()
    assert "12 risultati inviati" in testo
    assert testo.count("Inviato il") == 10
    assert "Qui ci sono i primi 10" in testo


def test_fatto_tutto_dice_che_cosa_succede_poi(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    for codice, *testi in (("1.1", "SI"), ("1.2", "30/06/2023"), ("1.3", "90"), ("1.4", "30/06/2023", "100")):
        scenari.inviato(cast, codice, *testi)
    testo = entra("responsabile").get(PAGINA).content.decode()
    assert "Hai fatto tutto" in testo
    assert "il direttore trasmette l&#x27;anno al Nucleo" in testo or "il direttore trasmette l'anno" in testo


def test_chi_non_ha_indicatori_legge_che_cosa_fare(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    testo = entra("direttore").get(PAGINA).content.decode()
    assert "Nessun indicatore è affidato a te" in testo


def test_un_filtro_qualunque_non_rompe_la_pagina(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    for domanda in ("?anno=due", "?anno=0000", "?anno=99999999999", "?piano=%00x", "?anno=2023&piano=nessuno"):
        assert entra("responsabile").get(PAGINA + domanda).status_code == 200, domanda


def test_le_domande_non_crescono_con_gli_indicatori(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    scenari.inviato(cast, "1.1", "SI")
    scenari.giudicato(cast, "1.1", EsitoGiudizio.CONFERMATO, "")
    client = entra("responsabile")
    client.get(PAGINA)
    poche = _domande(client)
    modello = Indicatore.objects.get(codice="1.3")
    persona = Persona.objects.get(cognome="Rossi")
    previsione = Previsione.objects.get(indicatore=modello, anno=2023)
    for n in range(40):
        modello.pk, modello.codice, modello.ordine = None, f"9.{n}", 100 + n
        modello._state.adding = True
        modello.save()
        Responsabilita.objects.create(indicatore=modello, persona=persona)
        previsione.pk, previsione.indicatore = None, modello
        previsione._state.adding = True
        previsione.save()
        Risultato.objects.create(rendicontazione=anno, previsione=previsione)
    client.get(PAGINA)
    molte = _domande(client)
    assert len(molte) <= len(poche) <= 15, "\n".join(molte)


def _domande(client: Client) -> list[str]:
    with CaptureQueriesContext(connection) as catturate:
        assert client.get(PAGINA).status_code == 200
    return [domanda["sql"] for domanda in catturate]
