"""The whole table: every command of the product. A test compares it with the permission functions, cell by cell."""

from __future__ import annotations

from pianoperf.lavori import permissions as lavori
from pianoperf.lavori import services as servizi_lavori
from pianoperf.organizzazione.accessibilita import permissions as accessibilita
from pianoperf.organizzazione.accessibilita import services as servizi_accessibilita
from pianoperf.organizzazione.accesso import services as servizi_accesso
from pianoperf.organizzazione.accesso.inviti import permissions as inviti
from pianoperf.organizzazione.accesso.inviti import services as servizi_inviti
from rendicontazione.api import permissions as chiavi
from rendicontazione.api import services as servizi_chiavi
from rendicontazione.calendario import permissions as calendario
from rendicontazione.calendario import services as servizi_calendario
from rendicontazione.documenti import permissions as documenti
from rendicontazione.documenti import raccolta
from rendicontazione.documenti import services as servizi_documenti
from rendicontazione.esportazione import permissions as esportazione
from rendicontazione.esportazione import services as servizi_esportazione
from rendicontazione.nucleo import permissions as nucleo
from rendicontazione.nucleo.services import componenti
from rendicontazione.promemoria import permissions as promemoria
from rendicontazione.promemoria import services as servizi_promemoria
from rendicontazione.registro import permissions as registro
from rendicontazione.tavola.del_piano import DEL_PIANO
from rendicontazione.tavola.dell_anno import DELL_ANNO
from rendicontazione.tavola.voci import CHIAVE, ENTE, ESPORTAZIONE, LAVORO, MESSAGGIO, TUTTI, A, Comando, D, G, N
from rendicontazione.veste import permissions as veste
from rendicontazione.veste import services as servizi_veste

DELL_ENTE = (
    Comando(
        "Invitare le persone, decidere chi deve avere il secondo fattore",
        ENTE,
        inviti.controlla_puo_gestire_gli_accessi,
        (A,),
        servizi=(
            servizi_inviti.invita,
            servizi_inviti.rispedisci,
            servizi_inviti.revoca,
            servizi_accesso.stabilisci_secondo_fattore,
        ),
        e_ancora="si rispedisce e si revoca solo un invito non ancora accettato",
    ),
    Comando(
        "Cambiare il calendario dell'ente",
        ENTE,
        calendario.controlla_puo_gestire,
        (A,),
        servizi=(
            servizi_calendario.scrivi_scadenza,
            servizi_calendario.togli_scadenza,
            servizi_calendario.scrivi_motivo_ritardo,
        ),
    ),
    Comando("Leggere il lavoro del Nucleo", ENTE, nucleo.controlla_puo_leggere_il_lavoro, (A, D, N, G)),
    Comando(
        "Registrare i componenti del Nucleo",
        ENTE,
        nucleo.controlla_puo_nominare,
        (A,),
        servizi=(componenti.registra_componente, componenti.togli_componente),
        e_ancora="chi è stato in una seduta non si toglie: si scrive la data di fine",
    ),
    Comando(
        "Chiedere un documento",
        ENTE,
        documenti.controlla_puo_chiedere,
        TUTTI,
        servizi=(
            servizi_documenti.chiedi_documento,
            servizi_documenti.prenota_documento,
            servizi_documenti.richiedi_documento,
            raccolta.chiedi_raccolta,
            raccolta.richiedi_raccolta,
        ),
    ),
    Comando(
        "Annullare una preparazione",
        LAVORO,
        lavori.controlla_puo_annullare,
        TUTTI,
        ("in coda", "in corso"),
        (servizi_lavori.annulla,),
        e_ancora="chi non è amministratore annulla solo ciò che ha chiesto; se altri lo aspettano, continua",
    ),
    Comando(
        "Esportare tutti i dati dell'ente",
        ENTE,
        esportazione.controlla_puo_esportare,
        (A, D),
        servizi=(servizi_esportazione.chiedi_esportazione, servizi_esportazione.richiedi_esportazione),
    ),
    Comando("Scaricare l'archivio", ESPORTAZIONE, esportazione.controlla_puo_scaricare, (A, D), ("pronto",)),
    Comando(
        "Scaricare l'archivio con gli indirizzi",
        ESPORTAZIONE,
        esportazione.controlla_puo_scaricare,
        (A,),
        ("pronto, con gli indirizzi e-mail",),
    ),
    Comando(
        "Leggere i messaggi, rispedire quelli non riusciti",
        ENTE,
        promemoria.controlla_puo_leggere,
        (A,),
        servizi=(servizi_promemoria.riprova_non_riusciti,),
    ),
    Comando(
        "Rispedire un messaggio",
        MESSAGGIO,
        promemoria.controlla_puo_riprovare,
        (A,),
        ("non riuscito",),
        (servizi_promemoria.riprova_messaggio,),
    ),
    Comando(
        "Scegliere l'aspetto dei documenti",
        ENTE,
        veste.controlla_puo_vestire,
        (A,),
        servizi=(servizi_veste.salva_veste, servizi_veste.ripristina_veste),
    ),
    Comando(
        "Dare una chiave dell'API",
        ENTE,
        chiavi.controlla_puo_dare_chiavi,
        (A,),
        servizi=(servizi_chiavi.crea_chiave,),
    ),
    Comando(
        "Revocare una chiave dell'API",
        CHIAVE,
        chiavi.controlla_puo_revocare,
        (A,),
        ("attiva", "scaduta"),
        (servizi_chiavi.revoca_chiave,),
    ),
    Comando(
        "Scrivere dove si legge la dichiarazione di accessibilità",
        ENTE,
        accessibilita.controlla_puo_dichiarare,
        (A,),
        servizi=(servizi_accessibilita.scrivi_dichiarazione,),
    ),
    Comando("Leggere il registro delle modifiche", ENTE, registro.controlla_puo_leggere, (A, D, N)),
)
COMANDI: tuple[Comando, ...] = (*DELL_ENTE, *DEL_PIANO, *DELL_ANNO)
