// Keys of every page: "/" search, "?" the map, g and a letter for the menu, n and p for the neighbours. Never while somebody
// writes, never with Ctrl, Alt or Meta, and not at all where they were turned off (WCAG 2.1.4).
const CHIAVE = "pianoperf:tasti";
const ATTESA = 1500;
const VERSI = { n: "next", j: "next", p: "prev", k: "prev" };
const mappa = document.getElementById("tasti");
const interruttori = document.querySelectorAll("[data-tasti-accesi]");
let dopoG = -Infinity;

function spenti() {
  try {
    return localStorage.getItem(CHIAVE) === "spenti";
  } catch {
    return false;
  }
}

// Other scripts with keys of their own look at data-tasti of the page.
function applica() {
  document.documentElement.dataset.tasti = spenti() ? "spenti" : "accesi";
  for (const interruttore of interruttori) {
    interruttore.checked = !spenti();
    interruttore.closest("[hidden]")?.removeAttribute("hidden");
  }
}

function ricorda(accesi) {
  try {
    if (accesi) localStorage.removeItem(CHIAVE);
    else localStorage.setItem(CHIAVE, "spenti");
  } catch {
    // a forbidden storage: the choice holds until the page is left
  }
  applica();
  if (spenti() === accesi) document.documentElement.dataset.tasti = accesi ? "accesi" : "spenti";
}

const vicino = (verso) => document.querySelector(`.vicini a[rel=${verso}]`) ?? document.querySelector(`.pagine a[rel=${verso}]`);

function apriRicerca() {
  const campo = document.getElementById("cerca-campo");
  campo.focus();
  campo.select();
}

function apriMappa() {
  for (const riga of mappa.querySelectorAll("[data-verso]")) riga.hidden = !vicino(riga.dataset.verso);
  for (const elenco of mappa.querySelectorAll("[data-della-pagina]")) elenco.hidden = !elenco.querySelector("dt");
  mappa.showModal();
}

function segui(collegamento) {
  collegamento?.click();
  return Boolean(collegamento);
}

function premuto(tasto) {
  const insieme = performance.now() - dopoG < ATTESA;
  dopoG = -Infinity;
  if (insieme) return segui([...(mappa?.querySelectorAll("[data-tasto]") ?? [])].find((voce) => voce.dataset.tasto === `g ${tasto}`));
  if (tasto === "g") dopoG = performance.now();
  else if (tasto === "?" && mappa) apriMappa();
  else if (tasto === "/" && document.getElementById("cerca-campo")) apriRicerca();
  else return tasto in VERSI && segui(vicino(VERSI[tasto]));
  return true;
}

document.addEventListener("keydown", (evento) => {
  if (evento.ctrlKey || evento.metaKey || evento.altKey || evento.isComposing || evento.defaultPrevented) return;
  if (document.documentElement.dataset.tasti === "spenti" || evento.key.length !== 1) return;
  if (evento.target.closest("input, textarea, select, [contenteditable]:not([contenteditable=false]), dialog[open]")) return;
  if (premuto(evento.key)) evento.preventDefault();
});
document.addEventListener("click", (evento) => {
  if (!mappa || !evento.target.closest?.("[data-apri-tasti]") || evento.ctrlKey || evento.metaKey) return;
  evento.preventDefault();
  apriMappa();
});
mappa?.querySelector("[data-chiudi]").addEventListener("click", () => mappa.close());
for (const interruttore of interruttori) interruttore.addEventListener("change", () => ricorda(interruttore.checked));
applica();
