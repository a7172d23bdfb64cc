// The page of one result saves its draft by itself: after a pause, on leaving, never over a conflict.
import { ATTESA, Scorta, accesso, frase, salvaBozza } from "./bozze.js";

const FUORI = new Set(["csrfmiddlewaretoken", "_autore", "file", "indirizzo", "riservata", "salva", "invia", "tieni"]);
const modulo = document.getElementById("modulo-risultato");
const riga = document.getElementById("stato-bozza");
const scorta = new Scorta(modulo.dataset.utente);

let orologio = 0;
let inCorso = null;
let inviato = false;
let senzaAccesso = false;
let fermo = "fermo" in modulo.dataset;

function valori() {
  const dati = new FormData(modulo);
  return Object.fromEntries([...dati].filter(([nome, v]) => typeof v === "string" && !FUORI.has(nome) && !nome.startsWith("scelta_")));
}

function contenuto(dati) {
  const { versione, ...altro } = dati;
  return JSON.stringify(altro);
}

let salvati = "rispedito" in modulo.dataset ? "" : contenuto(valori());
const sporco = () => contenuto(valori()) !== salvati;

let detto = "";

// Read out: what came of a save, never that something is being typed or sent.
function mostra(testo, tono, azione) {
  if (tono !== "neutro" && testo !== detto) window.annuncia(testo);
  if (tono !== "neutro") detto = testo;
  riga.textContent = testo;
  riga.dataset.tono = tono;
  if (azione) riga.append(" ", azione);
}

function bottone(etichetta, fai) {
  const nuovo = document.createElement("button");
  Object.assign(nuovo, { type: "button", className: "btn btn-outline-primary btn-sm", textContent: etichetta });
  nuovo.addEventListener("click", fai);
  return nuovo;
}

function collegamentoAccesso() {
  const nuovo = document.createElement("a");
  Object.assign(nuovo, { href: accesso(), textContent: "Accedi di nuovo" });
  return nuovo;
}

function aggiorna(esito) {
  modulo.elements.versione.value = esito.versione;
  const stato = document.querySelector("#stato-risultato .stato");
  if (stato) Object.assign(stato, { textContent: esito.stato.nome, className: `stato stato-${esito.stato.tono}` });
  const mancanze = document.getElementById("mancanze");
  mancanze.hidden = !esito.mancanze.length;
  mancanze.querySelector("ul").replaceChildren(...esito.mancanze.map((testo) => Object.assign(document.createElement("li"), { textContent: testo })));
}

function risponde(esito, mandati) {
  if (esito.esito === "salvato") {
    salvati = contenuto(mandati);
    aggiorna(esito);
    if (sporco()) return segna();
    scorta.togli();
    return mostra(`${maiuscola(frase(esito))}.`, "buono");
  }
  if (esito.esito === "conflitto") {
    fermo = true;
    return mostra(`Non salvato, ${frase(esito)}`, "errore", bottone("Confronta i due valori", () => modulo.requestSubmit(modulo.elements.salva[0])));
  }
  if (esito.esito === "negato") fermo = true;
  senzaAccesso = esito.esito === "accesso";
  if (esito.esito === "rete") attendi(15_000);
  return mostra(maiuscola(frase(esito)), "errore", esito.esito === "accesso" ? collegamentoAccesso() : null);
}

const maiuscola = (testo) => testo.charAt(0).toUpperCase() + testo.slice(1);

async function salva(opzioni) {
  clearTimeout(orologio);
  if (fermo || inviato || inCorso || !sporco()) return;
  const mandati = valori();
  mostra("Salvataggio…", "neutro");
  inCorso = salvaBozza(modulo.dataset.bozza, mandati, opzioni);
  const esito = await inCorso;
  inCorso = null;
  if (!inviato) risponde(esito, mandati);
}

function attendi(millisecondi) {
  clearTimeout(orologio);
  orologio = setTimeout(salva, millisecondi);
}

function segna() {
  senzaAccesso = false;
  scorta.tieni({ valori: valori(), inviato: false });
  if (fermo) return;
  mostra("Non salvato: modifiche in corso…", "neutro");
  attendi(ATTESA);
}

function riempi(dati) {
  for (const [nome, testo] of Object.entries(dati)) {
    const campo = modulo.elements[nome];
    if (campo) campo.value = testo;
  }
}

// The page came back after a login, or the network lost the last save.
function ripristina() {
  const tenuto = scorta.leggi();
  if (!tenuto) return;
  const salvato = tenuto.inviato && Number(modulo.elements.versione.value) > Number(tenuto.valori.versione);
  if (salvato || "rispedito" in modulo.dataset || contenuto(tenuto.valori) === salvati) return scorta.togli();
  riempi(tenuto.valori);
  mostra("Abbiamo rimesso quello che avevi scritto e non era stato salvato.", "ripreso");
  attendi(ATTESA);
}

// In a conflict the fields below follow the choice made above, and a field that is edited is one's own again.
function segueLeScelte() {
  const miei = valori();
  const scelte = [...document.querySelectorAll("#confronto input[type=radio]")];
  const applica = (radio) => {
    const suoi = JSON.parse(scelte.find((altro) => altro.name === radio.name && altro.value === "suo").dataset.campi);
    riempi(radio.value === "suo" ? suoi : Object.fromEntries(Object.keys(suoi).map((nome) => [nome, miei[nome] ?? ""])));
  };
  for (const radio of scelte) {
    if (radio.checked) applica(radio);
    radio.addEventListener("change", () => applica(radio));
  }
  document.querySelector("[name=tieni]")?.addEventListener("click", () => riempi(miei));
  modulo.addEventListener("input", ({ target }) => {
    miei[target.name] = target.value;
    const mio = document.querySelector(`[name="scelta_${target.name.replace(/_(numeratore|denominatore)$/, "")}"][value=mio]`);
    if (mio) mio.checked = true;
  });
}

modulo.addEventListener("input", ({ target }) => { if (!FUORI.has(target.name)) segna(); });
modulo.addEventListener("focusout", () => setTimeout(() => { if (!modulo.contains(document.activeElement) && !senzaAccesso) salva(); }));
modulo.addEventListener("submit", (evento) => {
  if (inCorso) {
    // the version that this save will have is not known yet
    evento.preventDefault();
    inCorso.then(() => setTimeout(() => modulo.requestSubmit(evento.submitter)));
    return;
  }
  inviato = true;
  clearTimeout(orologio);
  if (sporco()) scorta.tieni({ valori: valori(), inviato: true });
});
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && !senzaAccesso) salva({ keepalive: true }); });
document.querySelector("[data-lascia]")?.addEventListener("click", () => { scorta.togli(); inviato = true; });
addEventListener("beforeunload", (evento) => { if (!inviato && (inCorso || sporco())) evento.preventDefault(); });
addEventListener("pageshow", ({ persisted }) => { if (persisted) inviato = false; });

if (fermo) segueLeScelte();
ripristina();
