// The grid by keyboard alone: Enter goes down, arrows leave a cell at its edge, Escape takes back, F2 opens the page.

export const COLONNE = ["valore", "causa", "nota", "fonte"];

export function celleDellaColonna(griglia, colonna, { anche = "" } = {}) {
  return [...griglia.querySelectorAll(`.form-control[data-colonna=${colonna}]${anche}`)];
}

function entra(cella) {
  if (!cella) return false;
  cella.focus();
  if (cella.select) cella.select();
  cella.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

function verticale(griglia, cella, passo) {
  const celle = celleDellaColonna(griglia, cella.dataset.colonna);
  return entra(celle[celle.indexOf(cella) + passo]);
}

function orizzontale(griglia, cella, passo) {
  const celle = [...griglia.querySelectorAll(".form-control[data-colonna]")];
  return entra(celle[celle.indexOf(cella) + passo]);
}

// Where the caret is: at both ends when the whole text is selected, as after arriving in the cell.
function bordi(cella) {
  if (cella.tagName === "SELECT") return { inizio: true, fine: true };
  const { selectionStart: da, selectionEnd: a, value } = cella;
  if (da === 0 && a === value.length) return { inizio: true, fine: true };
  return { inizio: da === 0 && a === 0, fine: da === value.length && a === value.length };
}

function freccia(griglia, evento, cella) {
  const { inizio, fine } = bordi(cella);
  const piuRighe = cella.tagName === "TEXTAREA" && cella.value.includes("\n");
  switch (evento.key) {
    case "ArrowLeft": return inizio && orizzontale(griglia, cella, -1);
    case "ArrowRight": return fine && orizzontale(griglia, cella, 1);
    case "ArrowUp": return (!piuRighe || inizio) && verticale(griglia, cella, -1);
    case "ArrowDown": return (!piuRighe || fine) && verticale(griglia, cella, 1);
    default: return false;
  }
}

function aCapo(cella) {
  cella.setRangeText("\n", cella.selectionStart, cella.selectionEnd, "end");
  cella.dispatchEvent(new Event("input", { bubbles: true }));
}

// `rimetti(cella)` takes the saved value back and says whether there was something to take back.
export function perTastiera(griglia, { rimetti }) {
  griglia.addEventListener("keydown", (evento) => {
    const cella = evento.target.closest(".form-control[data-colonna]");
    if (!cella || evento.isComposing) return;
    const conTasti = evento.altKey || evento.ctrlKey || evento.metaKey;
    if (evento.key === "Enter") {
      evento.preventDefault();
      if (conTasti && cella.tagName === "TEXTAREA") aCapo(cella);
      else verticale(griglia, cella, evento.shiftKey ? -1 : 1);
    } else if (evento.key === "Escape") {
      if (rimetti(cella)) evento.preventDefault();
    } else if (evento.key === "F2") {
      evento.preventDefault();
      cella.closest("tr").querySelector("[data-apri]").click();
    } else if (evento.key.startsWith("Arrow") && !conTasti && !evento.shiftKey) {
      if (freccia(griglia, evento, cella)) evento.preventDefault();
    }
  });
  // arriving by Tab selects the text, as in a spreadsheet: typing replaces it
  griglia.addEventListener("focusin", ({ target }) => { if (target.matches("input.form-control[data-colonna]")) target.select(); });
}
