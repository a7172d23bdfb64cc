// The grid of a year: rows that save themselves, the keyboard, the paste, and the state of the page in words.
import { ATTESA, Scorta, accesso } from "./bozze.js";
import { confronta } from "./griglia/confronto.js";
import { incolla } from "./griglia/incolla.js";
import { Riga } from "./griglia/riga.js";
import { perTastiera } from "./griglia/tastiera.js";

const griglia = document.getElementById("griglia");
const stato = document.getElementById("griglia-stato");
const rapporto = document.getElementById("griglia-incolla");
const riassunto = document.getElementById("griglia-errori");
const finestra = document.getElementById("griglia-confronto");
const scorta = new Scorta(griglia.dataset.utente);

const righe = new Map();
for (const elemento of griglia.querySelectorAll("tr[data-indirizzo]")) righe.set(elemento, new Riga(elemento, risposto));
for (const collegamento of griglia.querySelectorAll("[data-apri]")) collegamento.tabIndex = -1;

const orologi = new Map();
let coda = Promise.resolve();
let senzaAccesso = false;
let lasciata = false;
let ultimaOra = "";

const di = (cella) => righe.get(cella.closest("tr"));
const tutte = () => [...righe.values()];

function quante(numero, una, molte) {
  return `${numero} ${numero === 1 ? una : molte}`;
}

// One row after the other: sixty pasted rows are sixty small requests, never sixty at once.
function accoda(riga, opzioni) {
  clearTimeout(orologi.get(riga));
  coda = coda.then(() => (senzaAccesso ? null : riga.salva(opzioni)));
  return coda;
}

function tra(riga, millisecondi) {
  clearTimeout(orologi.get(riga));
  orologi.set(riga, setTimeout(() => accoda(riga), millisecondi));
}

function risposto(riga, esito) {
  if (esito.esito === "salvato") ultimaOra = esito.ore;
  if (esito.esito === "rete") tra(riga, 15_000);
  if (esito.esito === "accesso") senzaAccesso = true;
  if (esito.esito === "salvato" && riga.sporca) tra(riga, ATTESA);
  conserva();
  racconta();
}

function racconta() {
  const conto = { sporca: 0, errori: 0, conflitto: 0 };
  for (const riga of tutte()) {
    if (riga.conflitto) conto.conflitto += 1;
    else if (["errori", "negato", "rete", "accesso"].includes(riga.esito) && riga.sporca) conto.errori += 1;
    else if (riga.sporca) conto.sporca += 1;
  }
  const parti = [];
  if (conto.conflitto) parti.push(quante(conto.conflitto, "riga in conflitto", "righe in conflitto"));
  if (conto.errori) parti.push(quante(conto.errori, "riga non salvata", "righe non salvate"));
  if (conto.sporca) parti.push(quante(conto.sporca, "riga da salvare", "righe da salvare"));
  const testo = parti.length ? `${parti.join(", ")}.` : ultimaOra ? `Tutto salvato alle ${ultimaOra}.` : "Niente da salvare.";
  if (stato.textContent === testo && !senzaAccesso) return;
  stato.textContent = testo;
  stato.dataset.tono = conto.errori || conto.conflitto ? "errore" : "buono";
  // what is being typed is not read out: only what came of saving it
  if (!conto.sporca) window.annuncia(testo);
  if (senzaAccesso) stato.append(" La sessione è finita: quello che hai scritto resta qui. ", Object.assign(document.createElement("a"), { href: accesso(), textContent: "Accedi di nuovo" }));
}

// After «Salva tutto»: the rows that were not saved, each a link to its first wrong cell.
function riassumi() {
  const errate = tutte().filter((riga) => riga.sporca && (riga.conflitto || riga.esito !== "sporca"));
  const voci = errate.map((riga) => {
    const voce = document.createElement("li");
    voce.append(Object.assign(document.createElement("a"), { href: `#${riga.primaCella.id}`, textContent: `${riga.codice}: ${riga.fraseDellEsito}` }));
    return voce;
  });
  riassunto.querySelector("ul").replaceChildren(...voci);
  riassunto.hidden = !voci.length;
  riassunto.classList.toggle("errori", voci.length > 0);
  const titolo = document.title.replace(/^Errore: /, "");
  document.title = voci.length ? `Errore: ${titolo}` : titolo;
  if (voci.length) riassunto.focus();
}

function conserva() {
  const aperte = tutte().filter((riga) => riga.sporca);
  if (!aperte.length) return scorta.togli();
  scorta.tieni(Object.fromEntries(aperte.map((riga) => [riga.chiave, { versione: riga.versione.value, valori: riga.valori() }])));
}

function ripristina() {
  const tenute = scorta.leggi() ?? {};
  let rimesse = 0;
  for (const riga of tutte()) {
    const tenuta = tenute[riga.chiave];
    if (!tenuta || riga.esito === "errori") continue;
    for (const cella of riga.celle) cella.value = tenuta.valori[riga.nome(cella)] ?? cella.value;
    if (!riga.sporca) continue;
    riga.versione.value = tenuta.versione;
    riga.tocca();
    rimesse += 1;
    tra(riga, ATTESA);
  }
  if (rimesse) stato.textContent = `Abbiamo rimesso quello che avevi scritto e non era stato salvato: ${quante(rimesse, "riga", "righe")}.`;
  else scorta.togli();
}

function raccontaIncolla({ messe, fuori }) {
  const testo = Object.assign(document.createElement("p"), { className: "mb-1", textContent: `${quante(messe.length, "cella incollata", "celle incollate")}.` });
  rapporto.replaceChildren(testo);
  rapporto.hidden = false;
  if (fuori.length) {
    const elenco = document.createElement("ul");
    elenco.append(...fuori.map((frase) => Object.assign(document.createElement("li"), { textContent: frase })));
    rapporto.append(Object.assign(document.createElement("strong"), { textContent: "Non è entrato:" }), elenco);
  }
  if (messe.length) rapporto.append(annulla(messe));
}

function annulla(messe) {
  const bottone = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-outline-primary btn-sm", textContent: "Annulla l'incolla" });
  bottone.addEventListener("click", () => {
    for (const [cella, prima] of messe) {
      cella.value = prima;
      cella.dispatchEvent(new Event("input", { bubbles: true }));
    }
    rapporto.hidden = true;
    messe[0][0].focus();
  });
  return bottone;
}

griglia.addEventListener("input", ({ target }) => {
  const riga = di(target);
  if (!riga) return;
  senzaAccesso = false;
  riga.tocca();
  conserva();
  racconta();
  tra(riga, ATTESA);
});
griglia.addEventListener("focusout", ({ target, relatedTarget }) => {
  const riga = di(target);
  if (riga && !(relatedTarget && riga.elemento.contains(relatedTarget)) && riga.attende) accoda(riga);
});
griglia.addEventListener("paste", (evento) => {
  const cella = evento.target.closest(".form-control[data-colonna]");
  const testo = evento.clipboardData.getData("text/plain");
  // one line without tabs is an ordinary paste, except where a list has to choose
  if (!cella || (!/[\t\n]/.test(testo.trim()) && cella.tagName !== "SELECT")) return;
  evento.preventDefault();
  raccontaIncolla(incolla(griglia, cella, testo));
});
griglia.addEventListener("click", ({ target }) => {
  if (!("confronta" in target.dataset)) return;
  const riga = di(target);
  confronta(finestra, riga, (scelte) => {
    riga.risolvi(scelte);
    riga.celle[0].focus();
    if (riga.sporca) accoda(riga);
    conserva();
    racconta();
  });
});
griglia.addEventListener("submit", async (evento) => {
  evento.preventDefault();
  for (const riga of tutte()) if (riga.attende) accoda(riga);
  await coda;
  racconta();
  riassumi();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && !senzaAccesso) for (const riga of tutte()) if (riga.attende) riga.salva({ keepalive: true });
});
document.addEventListener("click", ({ target }) => { if (target.closest?.("a[href^='/accedi/']")) lasciata = true; });
addEventListener("beforeunload", (evento) => { if (!lasciata && tutte().some((riga) => riga.sporca)) evento.preventDefault(); });

perTastiera(griglia, {
  rimetti(cella) {
    const riga = di(cella);
    if (!riga?.rimetti(cella)) return false;
    cella.dispatchEvent(new Event("input", { bubbles: true }));
    cella.select?.();
    return true;
  },
});
ripristina();
