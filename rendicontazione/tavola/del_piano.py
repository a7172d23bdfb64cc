"""Rows on the body and on its plan: organise, import, approve, read, change, make the next edition."""

from __future__ import annotations

from indicatori import permissions as letture
from indicatori import services as servizi_letture
from indicatori.importazione import permissions as importazione
from indicatori.importazione import services as servizi_importazione
from indicatori.rimodulazione import approvazione
from indicatori.rimodulazione import permissions as rimodulazione
from indicatori.rimodulazione import services as servizi_rimodulazione
from indicatori.scorrimento import legami
from indicatori.scorrimento import permissions as scorrimento
from indicatori.scorrimento import services as servizi_scorrimento
from obiettivi import permissions as piano
from obiettivi import services as servizi_piano
from obiettivi.capitoli import permissions as capitoli
from obiettivi.capitoli import services as servizi_capitoli
from pianoperf.organizzazione.deleghe import permissions as deleghe
from pianoperf.organizzazione.deleghe import services as servizi_deleghe
from rendicontazione import permissions as anno
from rendicontazione.prove import permissions as prove
from rendicontazione.prove import services as servizi_prove
from rendicontazione.pubblica import services as pubblica
from rendicontazione.services import anno as servizi_anno
from rendicontazione.tavola.voci import (
    DELEGA,
    ENTE,
    IMPORTAZIONE,
    PIANO,
    PREVISIONE,
    PROPOSTA,
    A,
    Comando,
    D,
    G,
    N,
    R,
)

IN_VIGORE = ("approvato", "vigente", "con una proposta aperta", "superato")

DEL_PIANO = (
    Comando("Vedere le deleghe", ENTE, deleghe.controlla_puo_vedere, (A, D, R)),
    Comando(
        "Dare una delega",
        ENTE,
        deleghe.controlla_puo_delegare,
        (A, D, R),
        servizi=(servizi_deleghe.delega,),
        suoi=True,
        e_ancora="chi delega ha davvero quel ruolo; chi riceve non è del Nucleo né dell'organo",
    ),
    Comando(
        "Ritirare una delega",
        DELEGA,
        deleghe.controlla_puo_revocare,
        (A, D, R),
        ("non finita",),
        (servizi_deleghe.revoca_delega,),
        suoi=True,
    ),
    Comando(
        "Importare un piano",
        ENTE,
        importazione.controlla_puo_importare,
        (A,),
        servizi=(servizi_importazione.carica_foglio,),
    ),
    Comando(
        "Confermare un'importazione",
        IMPORTAZIONE,
        importazione.controlla_puo_confermare,
        (A,),
        ("anteprima pronta",),
        (servizi_importazione.conferma_importazione,),
        e_ancora="se il piano è approvato i cambiamenti diventano una rimodulazione, e non ce n'è un'altra aperta",
    ),
    Comando(
        "Rifare l'anteprima",
        IMPORTAZIONE,
        importazione.controlla_puo_riesaminare,
        (A,),
        ("anteprima pronta", "da correggere", "rifiutata"),
        (servizi_importazione.riesamina,),
    ),
    Comando(
        "Scaricare il foglio annotato",
        IMPORTAZIONE,
        importazione.controlla_puo_annotare,
        (A,),
        ("anteprima pronta", "da correggere", "importata"),
        (servizi_importazione.foglio_annotato,),
    ),
    Comando(
        "Scrivere i capitoli del piano",
        PIANO,
        capitoli.controlla_puo_scrivere,
        (A,),
        ("bozza", "prossima edizione in bozza"),
        (
            servizi_capitoli.aggiungi_capitolo,
            servizi_capitoli.modifica_capitolo,
            servizi_capitoli.sposta_capitolo,
            servizi_capitoli.elimina_capitolo,
        ),
    ),
    Comando(
        "Registrare l'approvazione del piano",
        PIANO,
        piano.controlla_puo_approvare,
        (A,),
        ("bozza", "prossima edizione in bozza"),
        (servizi_piano.approva_piano, pubblica.chiedi_il_piano),
        e_ancora="il piano ha almeno una scheda",
    ),
    Comando(
        "Chiudere il piano",
        PIANO,
        piano.controlla_puo_chiudere,
        (A,),
        ("superato",),
        (servizi_piano.chiudi_piano,),
        e_ancora="nessun anno in rendicontazione e nessuna proposta aperta",
    ),
    Comando(
        "Confermare le letture dei target",
        PIANO,
        letture.controlla_puo_confermare,
        (A, D),
        servizi=(servizi_letture.conferma_letture_senza_avvisi, servizi_letture.annulla_conferma),
    ),
    Comando(
        "Correggere la lettura di un target",
        PREVISIONE,
        letture.controlla_puo_correggere,
        (A, D),
        ("anno non aperto",),
        (servizi_letture.conferma_lettura,),
        e_ancora="il verso si cambia finché nessun anno dell'indicatore è in rilevazione",
    ),
    Comando(
        "Dire dove l'evidenza è obbligatoria",
        PIANO,
        prove.controlla_puo_imporre,
        (A,),
        servizi=(servizi_prove.imponi_evidenze,),
    ),
    Comando("Vedere una rimodulazione", PIANO, rimodulazione.controlla_puo_leggere, (A, D, N, G)),
    Comando(
        "Proporre una rimodulazione",
        PIANO,
        piano.controlla_puo_proporre,
        (A, D),
        ("approvato", "vigente", "superato"),
        (servizi_rimodulazione.proponi_rimodulazione,),
    ),
    Comando(
        "Modificare, motivare o ritirare la proposta",
        PROPOSTA,
        rimodulazione.controlla_puo_modificare,
        (A, D),
        ("in preparazione",),
        (
            servizi_rimodulazione.modifica_rimodulazione,
            servizi_rimodulazione.annulla_cambiamento,
            servizi_rimodulazione.motiva,
            servizi_rimodulazione.ritira_rimodulazione,
        ),
        e_ancora="l'anno del target non è al Nucleo né validato",
    ),
    Comando(
        "Registrare l'approvazione della rimodulazione",
        PROPOSTA,
        rimodulazione.controlla_puo_approvare,
        (A,),
        ("in preparazione",),
        (approvazione.approva_rimodulazione, pubblica.chiedi_il_piano),
        e_ancora="ogni cambiamento ha il suo motivo",
    ),
    Comando(
        "Preparare la prossima edizione",
        PIANO,
        scorrimento.controlla_puo_scorrere,
        (A,),
        ("approvato", "vigente", "con una proposta aperta"),
        (servizi_scorrimento.scorri,),
        e_ancora="la prossima edizione non c'è ancora",
    ),
    Comando(
        "Dire qual è l'edizione precedente",
        PIANO,
        scorrimento.controlla_puo_indicare,
        (A,),
        servizi=(servizi_scorrimento.indica_edizione_precedente,),
    ),
    Comando(
        "Collegare gli indicatori delle due edizioni",
        PIANO,
        scorrimento.controlla_puo_collegare,
        (A,),
        ("prossima edizione in bozza",),
        (legami.collega,),
        e_ancora="il piano ha un'edizione precedente",
    ),
    Comando(
        "Aprire la rilevazione di un anno",
        PIANO,
        anno.controlla_puo_aprire,
        (A,),
        IN_VIGORE,
        (servizi_anno.apri_rendicontazione,),
        e_ancora="l'anno ha target e non è già aperto",
    ),
)
