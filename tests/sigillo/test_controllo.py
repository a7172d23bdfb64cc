"""What was changed, taken, put in or swapped under the triggers is found, and where."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from rendicontazione.models import Risultato
from rendicontazione.sigillo.controllo import controlla
from rendicontazione.sigillo.models import Sigillo
from rendicontazione.sigillo.radici import in_ritardo
from tests import scenari
from tests.sigillo.conftest import sigilla_subito

EVENTI = "rendicontazione_risultatoevent"


def eventi() -> list[int]:
    return list(Risultato.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_id", flat=True))


def difetti() -> set[tuple[str, str, str]]:
    return {(voce.catena, voce.dove, voce.che_cosa) for voce in controlla().difetti}


def test_una_storia_intera_non_ha_difetti(storia) -> None:
    controllo = controlla()
    assert controllo.difetti == []
    assert (controllo.da_sigillare, controllo.eventi > 40) == (0, True)
    assert sigilla_subito() == 0


def test_un_byte_cambiato(storia, manomette) -> None:
    evento = eventi()[-1]
    manomette(f"UPDATE {EVENTI} SET nota = 'Nota di prove' WHERE pgh_id = %s", evento)
    assert difetti() == {("ente-prova", f"{EVENTI} evento {evento}", "l'evento è stato cambiato")}


def test_chi_scrisse_non_si_cambia(storia, manomette) -> None:
    with_context = Risultato.pgh_event_model.objects.order_by("-pgh_id").first()
    manomette(
        "INSERT INTO pghistory_context (id, created_at, updated_at, metadata) VALUES "
        "('6f2c1d7e-0000-4000-8000-000000000001', now(), now(), '{\"user\": 99}')"
    )
    manomette(
        f"UPDATE {EVENTI} SET pgh_context_id = '6f2c1d7e-0000-4000-8000-000000000001' WHERE pgh_id = %s",
        with_context.pgh_id,
    )
    assert difetti() == {("ente-prova", f"{EVENTI} evento {with_context.pgh_id}", "l'evento è stato cambiato")}


def test_una_riga_tolta(storia, manomette) -> None:
    evento = eventi()[0]
    manomette(f"DELETE FROM {EVENTI} WHERE pgh_id = %s", evento)
    assert difetti() == {("ente-prova", f"{EVENTI} evento {evento}", "l'evento è stato tolto")}


def test_due_righe_scambiate(storia, manomette) -> None:
    uno, due = eventi()[-2:]
    for prima, dopo in ((uno, -1), (due, uno), (-1, due)):
        manomette(f"UPDATE {EVENTI} SET pgh_id = %s WHERE pgh_id = %s", dopo, prima)
    assert {dove for _, dove, _ in difetti()} == {f"{EVENTI} evento {uno}", f"{EVENTI} evento {due}"}


def test_un_anello_cambiato_o_tolto(storia, manomette) -> None:
    anello = Sigillo.objects.filter(ente=storia.ente).order_by("numero")[1]
    manomette("UPDATE sigillo_sigillo SET motivo = 'altro' WHERE id = %s", anello.pk)
    assert ("ente-prova", "anello 2", "l'anello è stato cambiato") in difetti()
    manomette("DELETE FROM sigillo_sigillo WHERE id = %s", anello.pk)
    assert ("ente-prova", "anello 3", "manca l'anello prima di questo") in difetti()


def test_una_catena_rifatta_da_capo_si_scopre_con_le_radici(storia, manomette, tmp_path: Path) -> None:
    file = tmp_path / "radici.json"
    with file.open("w") as uscita:
        call_command("sigillo", radice=True, stdout=uscita)
    call_command("sigillo", controlla=True, confronta=file, stdout=StringIO())
    manomette(f"UPDATE {EVENTI} SET nota = 'riscritta' WHERE pgh_id = %s", eventi()[-1])
    manomette("DELETE FROM sigillo_sigillo")
    manomette("DELETE FROM sigillo_avanzamento")
    sigilla_subito()
    assert controlla().difetti == []
    uscita = StringIO()
    with pytest.raises(CommandError, match="non è come fu sigillata"):
        call_command("sigillo", confronta=file, json=True, stdout=uscita)
    assert "non è quello della radice esportata" in {
        voce["che_cosa"] for voce in json.loads(uscita.getvalue())["difetti"]
    }


def test_le_catene_sono_degli_enti(storia) -> None:
    """The plan, the year and the results are in the chain of the body; the logins in that of nobody."""
    per_catena = {
        codice: set(Sigillo.objects.filter(ente__codice=codice).values_list("tabella", flat=True))
        for codice in ("ente-prova", "altro-ente", None)
    }
    assert per_catena[None] == {"organizzazione_utenteevent"}
    assert per_catena["altro-ente"] == {"organizzazione_enteevent", "organizzazione_incaricoevent"}
    assert {EVENTI, "obiettivi_schedaevent", "indicatori_previsioneevent"} <= per_catena["ente-prova"]


def test_nemmeno_il_programma_cambia_un_anello(storia) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Sigillo.objects.update(motivo="altro")
    with pytest.raises(DatabaseError), transaction.atomic():
        Sigillo.objects.all().delete()


def test_una_colonna_aggiunta_dopo_non_rompe_nulla(storia, manomette) -> None:
    scenari.bozza(storia, "1.1", "SI")
    assert controlla().da_sigillare > 0
    manomette(f"ALTER TABLE {EVENTI} ADD COLUMN aggiunta text DEFAULT 'x'")
    assert difetti() == set()


def test_cio_che_aspetta_il_sigillo_si_vede(storia) -> None:
    domani = timezone.now() + timedelta(days=1)
    assert in_ritardo(domani) == []
    scenari.bozza(storia, "1.1", "SI")
    assert EVENTI in in_ritardo(domani)
    assert in_ritardo(timezone.now() - timedelta(minutes=10)) == []
