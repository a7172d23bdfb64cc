"""Everything is destroyed and comes back as it was (reliability.md 6, acceptance test 13)."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import psycopg2
import pytest

from rendicontazione.models import Evidenza
from tests.custodia.banche_dati import Impianto

pytestmark = pytest.mark.django_db(transaction=True)


def copia_di(impianto: Impianto, *opzioni: str, **variabili: str) -> Path:
    esito = impianto.comanda("copia", "--json", *opzioni, **variabili)
    assert esito.returncode == 0, esito.stderr
    return Path(json.loads(esito.stdout)["file"])


def file_di(cartella: Path) -> dict[str, bytes]:
    return {str(file.relative_to(cartella)): file.read_bytes() for file in cartella.rglob("*") if file.is_file()}


def test_distrutto_tutto_torna_lo_stesso_dump(installazione: Impianto, tmp_path: Path) -> None:
    prima, file_prima = installazione.dump(), file_di(installazione.archivio)
    prova = Evidenza.objects.get().file.name
    chiave = tmp_path / "chiave"
    chiave.write_text("una chiave di prova, lunga abbastanza")
    copia = copia_di(installazione, "--cifra", "--chiave", str(chiave))
    assert b"Ente di prova" not in copia.read_bytes()

    installazione.distruggi()
    shutil.rmtree(installazione.archivio)
    esito = installazione.comanda("ripristina", str(copia), "--chiave", str(chiave))

    assert esito.returncode == 0, esito.stderr
    assert installazione.dump() == prima
    assert file_di(installazione.archivio) == {prova: file_prima[prova]}


def test_una_copia_fatta_sotto_carico_torna_su_una_macchina_vuota(
    installazione: Impianto, macchina_vuota: Impianto
) -> None:
    fine, scritti = threading.Event(), []

    def scrivi(chi: int) -> None:
        with psycopg2.connect(installazione.indirizzo) as collegamento:
            while not fine.is_set():
                with collegamento.cursor() as cursore:
                    cursore.execute(
                        "UPDATE rendicontazione_risultato SET nota = nota || '.' WHERE id = "
                        "(SELECT id FROM rendicontazione_risultato ORDER BY id OFFSET %s LIMIT 1)", [chi],
                    )  # fmt: skip
                collegamento.commit()
                scritti.append(chi)
        collegamento.close()

    scrittori = [threading.Thread(target=scrivi, args=[chi]) for chi in range(2)]
    for scrittore in scrittori:
        scrittore.start()
    try:
        copia = copia_di(installazione)
    finally:
        fine.set()
        for scrittore in scrittori:
            scrittore.join()

    esito = macchina_vuota.comanda("ripristina", str(copia))
    assert esito.returncode == 0, esito.stderr
    assert len(scritti) > 10
    # each note is as long as the history says: rows and events are of the same instant
    (squilibri,) = macchina_vuota.chiedi(
        "SELECT count(*) FROM rendicontazione_risultato r WHERE r.nota <> (SELECT e.nota FROM "
        "rendicontazione_risultatoevent e WHERE e.pgh_obj_id = r.id ORDER BY e.pgh_id DESC LIMIT 1)"
    )
    assert squilibri == (0,)
    manifesto = json.loads(macchina_vuota.comanda("copia", "--verifica", str(copia), "--json").stdout)
    controllo = macchina_vuota.comanda("sigillo", "--controlla", "--json")
    assert controllo.returncode == 0, controllo.stdout
    assert json.loads(controllo.stdout)["eventi"] > 40
    radici = json.loads(macchina_vuota.comanda("sigillo", "--radice").stdout)
    assert radici["catene"] == manifesto["sigilli"]["catene"]
    righe = macchina_vuota.chiedi("SELECT count(*) FROM rendicontazione_risultatoevent")
    assert righe == [(manifesto["tabelle"]["rendicontazione_risultatoevent"],)]
    assert file_di(macchina_vuota.archivio) == {
        nome: contenuto for nome, contenuto in file_di(installazione.archivio).items() if nome.startswith("evidenze/")
    }


def test_non_si_sovrascrive_senza_dirlo_ne_in_uso_e_se_va_male_resta_tutto(
    installazione: Impianto, tmp_path: Path
) -> None:
    copia = copia_di(installazione)
    installazione.chiedi("UPDATE organizzazione_ente SET nome = 'Dopo la copia'")

    interrompi_un_ripristino(installazione)
    negato = installazione.comanda("ripristina", str(copia))
    assert (negato.returncode, "non è vuota" in negato.stderr, "era stato interrotto" in negato.stdout) == (
        1,
        True,
        True,
    )
    assert set(installazione.chiedi("SELECT nome FROM organizzazione_ente")) == {("Dopo la copia",)}

    collegato = psycopg2.connect(installazione.indirizzo)
    in_uso = installazione.comanda("ripristina", str(copia), "--sovrascrivi")
    collegato.close()
    assert (in_uso.returncode, "ferma web, worker e beat" in in_uso.stderr) == (1, True)

    # a dump that pg_restore cannot read, in an archive that is whole
    rotta = rifatta_con_un_altro_dump(copia, tmp_path)
    fallito = installazione.comanda("ripristina", str(rotta), "--sovrascrivi")
    assert (fallito.returncode, "pg_restore non è riuscito" in fallito.stderr) == (1, True)
    assert set(installazione.chiedi("SELECT nome FROM organizzazione_ente")) == {("Dopo la copia",)}

    fatto = installazione.comanda("ripristina", str(copia), "--sovrascrivi")
    assert fatto.returncode == 0, fatto.stderr
    assert ("Ente di prova",) in installazione.chiedi("SELECT nome FROM organizzazione_ente")
    assert installazione.chiedi("SELECT 1 FROM pg_namespace WHERE nspname = 'prima_del_ripristino'") == []


def interrompi_un_ripristino(installazione: Impianto) -> None:
    """As if one had been killed with the old tables aside and the new ones half made."""
    installazione.chiedi("ALTER SCHEMA public RENAME TO prima_del_ripristino")
    installazione.chiedi("CREATE SCHEMA public")
    installazione.chiedi("CREATE TABLE organizzazione_ente (mezza int)")


def rifatta_con_un_altro_dump(copia: Path, cartella: Path) -> Path:
    from pianoperf.custodia.copie.pacco import DUMP, IMPRONTA, MANIFESTO, membri, scrittore

    rotta = cartella / "rotta.copia"
    with membri(copia, None) as voci, rotta.open("wb") as uscita, scrittore(uscita, None) as pacco:
        for nome, contenuto in voci:
            dati = contenuto.read()
            if nome == MANIFESTO:
                manifesto = json.loads(dati)
            elif nome != IMPRONTA:
                pacco.aggiungi_byte(nome, b"PGDMP rotto" if nome.startswith(DUMP) else dati)
        pacco.concludi(manifesto)
    return rotta
