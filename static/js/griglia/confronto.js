// Two people on one row: both values side by side, and the choice field by field.

function elemento(nome, testo, proprieta = {}) {
  return Object.assign(document.createElement(nome), { textContent: testo }, proprieta);
}

function scelta(riga, valore, etichetta, scelto) {
  const label = elemento("label", "", { className: "scelta" });
  const radio = elemento("input", "", { type: "radio", name: `scelta-${riga.campo}`, value: valore, checked: scelto });
  radio.dataset.campo = riga.campo;
  radio.setAttribute("aria-label", `${riga.etichetta}: ${etichetta}`);
  label.append(radio, ` ${etichetta}`);
  return label;
}

function rigaDellaTabella(riga) {
  const tr = elemento("tr", "", { className: riga.diverso ? "riga-diversa" : "" });
  const celle = [elemento("th", riga.etichetta, { scope: "row" }), elemento("td", riga.salvato || "–"), elemento("td", riga.tuo || "–")];
  if (riga.diverso) {
    celle[1].append(scelta(riga, "suo", "tieni questo", riga.scelta === "suo"));
    celle[2].append(scelta(riga, "mio", "tieni il mio", riga.scelta === "mio"));
  }
  tr.append(...celle);
  return tr;
}

function tabella(conflitto) {
  const corpo = elemento("table", "", { className: "tabella" });
  const testa = elemento("tr", "");
  const titoli = ["Campo", conflitto.chi ? `Salvato da ${conflitto.chi}` : "Salvato", "Scritto da te"];
  testa.append(...titoli.map((titolo) => elemento("th", titolo, { scope: "col" })));
  corpo.createTHead().append(testa);
  corpo.createTBody().append(...conflitto.righe.map(rigaDellaTabella));
  return corpo;
}

// Calls `deciso` with {campo: "mio" | "suo"}; closing without a choice leaves the row in conflict.
export function confronta(finestra, riga, deciso) {
  const tutte = (valore) => Object.fromEntries(riga.conflitto.righe.map(({ campo }) => [campo, valore]));
  const scelte = () => ({ ...tutte("mio"), ...Object.fromEntries([...finestra.querySelectorAll("input:checked")].map((radio) => [radio.dataset.campo, radio.value])) });
  const azioni = elemento("p", "", { className: "azioni" });
  const chiudi = (quali) => { finestra.close(); if (quali) deciso(quali); };
  for (const [etichetta, classe, fai] of [
    ["Salva le scelte", "btn-primary", () => chiudi(scelte())],
    ["Tieni tutti i miei", "btn-outline-primary", () => chiudi(tutte("mio"))],
    ["Tieni tutti i suoi", "btn-outline-primary", () => chiudi(tutte("suo"))],
    ["Decido dopo", "btn-outline-primary", () => chiudi(null)],
  ]) {
    const bottone = elemento("button", etichetta, { type: "button", className: `btn btn-sm ${classe}` });
    bottone.addEventListener("click", fai);
    azioni.append(bottone);
  }
  const titolo = elemento("h2", `${riga.codice}: i due valori a confronto`, { id: "griglia-confronto-titolo" });
  finestra.replaceChildren(titolo, elemento("p", `${riga.conflitto.frase} Niente è stato sovrascritto.`), tabella(riga.conflitto), azioni);
  finestra.showModal();
}
