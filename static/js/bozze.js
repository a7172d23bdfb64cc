// Drafts saved in the background: the request and its answers, and what was typed when the session ends.

export const ATTESA = 1500;

function gettone() {
  const biscotto = document.cookie.split("; ").find((voce) => /^(__Host-)?csrftoken=/.test(voce));
  if (biscotto) return decodeURIComponent(biscotto.slice(biscotto.indexOf("=") + 1));
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

// Who opened the page: the server refuses what another person, logged in since, would save with it.
const autore = () => document.querySelector("input[name=_autore]")?.value ?? "";

// The answer of the server, or {esito: "rete"} when there is none, {esito: "accesso"} when the session is over.
export async function salvaBozza(indirizzo, valori, opzioni = {}) {
  let risposta;
  try {
    risposta = await fetch(indirizzo, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": gettone() },
      body: new URLSearchParams({ ...valori, _autore: autore() }),
      credentials: "same-origin",
      redirect: "manual",
      ...opzioni,
    });
  } catch {
    return { esito: "rete" };
  }
  if (risposta.headers.get("Content-Type")?.startsWith("application/json")) return risposta.json();
  if (risposta.type === "opaqueredirect") return { esito: "accesso" };
  return risposta.status === 403 ? { esito: "accesso" } : { esito: "rete" };
}

export function frase(esito) {
  switch (esito.esito) {
    case "salvato": return `salvato alle ${esito.ore}`;
    case "errori": return `non salvato: ${Object.values(esito.errori).flat().join(" ")}`;
    case "conflitto": return `in conflitto: ${esito.frase}`;
    case "negato": return `non salvato: ${esito.frase}`;
    case "accesso": return "non salvato: la sessione è finita. Quello che hai scritto resta qui: accedi di nuovo e lo ritrovi.";
    default: return "non salvato: il servizio non risponde. Riprovo tra poco.";
  }
}

// The address of the login that comes back here.
export function accesso() {
  return `/accedi/?next=${encodeURIComponent(location.pathname + location.search)}`;
}

// What was typed and not saved, in this tab, of this person on this page: it survives the login, and a crash of the network.
export class Scorta {
  constructor(utente) {
    this.chiave = `bozza:${location.pathname}${location.search}`;
    this.utente = utente;
  }

  leggi() {
    try {
      const voce = JSON.parse(sessionStorage.getItem(this.chiave) ?? "null");
      if (voce && voce.utente !== this.utente) this.togli();
      return voce && voce.utente === this.utente ? voce.dati : null;
    } catch {
      return null;
    }
  }

  tieni(dati) {
    try {
      sessionStorage.setItem(this.chiave, JSON.stringify({ utente: this.utente, dati }));
    } catch {
      // a full or forbidden storage: the page still warns before it is left
    }
  }

  togli() {
    try {
      sessionStorage.removeItem(this.chiave);
    } catch {
      // nothing was kept
    }
  }
}
