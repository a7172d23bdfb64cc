"""A backup of an older version comes back and is brought up to date; of a newer one it is refused; roles come along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pianoperf.custodia.copie.pacco import IMPRONTA, INTESTAZIONE, MANIFESTO, in_json, membri, scrittore
from tests.custodia.banche_dati import Impianto
from tests.custodia.test_copia_e_ripristino import copia_di

pytestmark = pytest.mark.django_db(transaction=True)
RUOLO = "pianoperf_prova_ruolo"


def con_migrazioni(copia: Path, aggiunta: str) -> Path:
    """The same archive, as a program with one more migration would have written it."""
    nuova = copia.with_name("nuova.copia")
    with membri(copia, None) as voci, nuova.open("wb") as uscita, scrittore(uscita, None) as pacco:
        for nome, contenuto in voci:
            dati = contenuto.read()
            if nome == INTESTAZIONE:
                intestazione = json.loads(dati)
                intestazione["migrazioni"].append(aggiunta)
                pacco.aggiungi_byte(nome, in_json(intestazione))
            elif nome == MANIFESTO:
                manifesto = json.loads(dati)
            elif nome != IMPRONTA:
                pacco.aggiungi_byte(nome, dati)
        pacco.concludi(manifesto)
    return nuova


def test_da_una_versione_piu_vecchia_si_aggiorna_e_i_ruoli_tornano(
    installazione: Impianto, macchina_vuota: Impianto
) -> None:
    indietro = installazione.comanda("migrate", "custodia", "0001")
    assert indietro.returncode == 0, indietro.stderr
    installazione.chiedi(f"DROP ROLE IF EXISTS {RUOLO}")
    installazione.chiedi(f"CREATE ROLE {RUOLO} NOLOGIN")
    try:
        installazione.chiedi(f"GRANT SELECT ON organizzazione_ente TO {RUOLO}")
        installazione.chiedi(f"CREATE POLICY di_prova ON organizzazione_ente TO {RUOLO} USING (id > 0)")
        copia = copia_di(installazione)
        installazione.chiedi("DROP POLICY di_prova ON organizzazione_ente")
        installazione.chiedi(f"REVOKE ALL ON organizzazione_ente FROM {RUOLO}")
        installazione.chiedi(f"DROP ROLE {RUOLO}")

        esito = macchina_vuota.comanda("ripristina", str(copia))
        assert esito.returncode == 0, esito.stderr
        assert "Poi applicate 1 migrazioni" in esito.stdout
        assert macchina_vuota.chiedi("SELECT count(*) FROM custodia_rimozione") == [(0,)]
        assert macchina_vuota.chiedi("SELECT has_table_privilege(%s, 'organizzazione_ente', 'SELECT')", RUOLO) == [
            (True,)
        ]
        assert macchina_vuota.chiedi("SELECT polname FROM pg_policy WHERE polname = 'di_prova'") == [("di_prova",)]
    finally:
        macchina_vuota.distruggi()
        installazione.distruggi()
        installazione.chiedi(f"DROP ROLE IF EXISTS {RUOLO}")


def test_da_una_versione_piu_nuova_si_rifiuta(installazione: Impianto, macchina_vuota: Impianto) -> None:
    nuova = con_migrazioni(copia_di(installazione), "rendicontazione.9999_domani")
    esito = macchina_vuota.comanda("ripristina", str(nuova))
    assert (esito.returncode, "versione più nuova" in esito.stderr) == (1, True)
    assert macchina_vuota.chiedi("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
