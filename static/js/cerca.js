// The field of the header as a combobox (ARIA APG): htmx fills the list, arrows walk it, Enter opens, Escape closes.
const campo = document.getElementById("cerca-campo");

function combobox() {
  const riquadro = document.getElementById("cerca-suggerimenti");
  const stato = document.getElementById("cerca-stato");
  const opzioni = () => [...riquadro.querySelectorAll("[role=option]")];
  let attiva = -1;

  function segna(quale) {
    attiva = quale;
    opzioni().forEach((opzione, n) => {
      opzione.setAttribute("aria-selected", String(n === attiva));
      if (n === attiva) opzione.scrollIntoView({ block: "nearest" });
    });
    if (attiva < 0) campo.removeAttribute("aria-activedescendant");
    else campo.setAttribute("aria-activedescendant", opzioni()[attiva].id);
  }

  function apri(aperto) {
    riquadro.hidden = !aperto;
    campo.setAttribute("aria-expanded", String(aperto));
    segna(-1);
  }

  const TASTI = {
    ArrowDown: () => segna(attiva + 1 < opzioni().length ? attiva + 1 : -1),
    ArrowUp: () => segna(attiva < 0 ? opzioni().length - 1 : attiva - 1),
    Escape: () => apri(false),
    Enter: () => { if (attiva >= 0) location.assign(opzioni()[attiva].dataset.indirizzo); },
  };

  for (const [nome, valore] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": "cerca-elenco", "aria-autocomplete": "list" })) campo.setAttribute(nome, valore);
  campo.addEventListener("keydown", (evento) => {
    if (evento.isComposing || evento.ctrlKey || evento.metaKey || evento.altKey) return;
    if (riquadro.hidden && evento.key === "ArrowDown" && opzioni().length) apri(true);
    else if (riquadro.hidden || !TASTI[evento.key] || (evento.key === "Enter" && attiva < 0)) return;
    else TASTI[evento.key]();
    evento.preventDefault();
  });
  campo.addEventListener("input", () => { if (campo.value.trim().length < 2) apri(false); });
  campo.addEventListener("blur", () => apri(false));
  riquadro.addEventListener("htmx:afterSwap", () => {
    stato.textContent = riquadro.querySelector("[data-stato]")?.dataset.stato ?? "";
    apri(document.activeElement === campo && opzioni().length > 0);
  });
  // the field keeps the focus while an option is pressed
  riquadro.addEventListener("mousedown", (evento) => evento.preventDefault());
  riquadro.addEventListener("click", ({ target }) => {
    const opzione = target.closest("[role=option]");
    if (opzione) location.assign(opzione.dataset.indirizzo);
  });
}

// What the address points at may come with a part of the page loaded later.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const arrivata = location.hash.length > 1 && detail.elt?.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`);
  if (arrivata) location.replace(location.hash);
});

if (campo) combobox();
