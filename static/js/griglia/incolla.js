// A column or a block of a spreadsheet, pasted from the focused cell downwards; what does not fit is told.
import { COLONNE } from "./tastiera.js";

const MESI = ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"];
const SI_NO = /^(s[iì]?|no?|x|1|0|vero|falso|true|false|fatto|realizzato|raggiunto|in corso|avviato|parziale|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})\.?$/i;
const DATA = /^(no[\s,;]*)?(\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})|\d{4}-\d{2}-\d{2})$|^no$/i;
const NUMERO = /^[€\s]*[+-]?(\d{1,3}([.\s\u00a0]\d{3})+|\d+)([.,]\d+)?\s*(%|€|[^\d\s].{0,30})?$/;
const FRAZIONE = /^\d[\d.,]*\s*\/\s*\d[\d.,]*$/;

// Rows and columns of the clipboard: tabs and newlines, quoted where a cell has them inside.
export function blocco(testo) {
  const righe = [[""]];
  let dentro = false;
  for (let n = 0; n < testo.length; n += 1) {
    const c = testo[n];
    const riga = righe.at(-1);
    if (dentro) {
      if (c === '"' && testo[n + 1] === '"') { riga[riga.length - 1] += '"'; n += 1; }
      else if (c === '"') dentro = false;
      else riga[riga.length - 1] += c;
    } else if (c === '"' && riga.at(-1) === "") dentro = true;
    else if (c === "\t") riga.push("");
    else if (c === "\n") righe.push([""]);
    else if (c !== "\r") riga[riga.length - 1] += c;
  }
  if (righe.length > 1 && righe.at(-1).length === 1 && righe.at(-1)[0] === "") righe.pop();
  return righe.map((riga) => riga.map((cella) => cella.trim()));
}

// "30-giu-23" and "30 giugno 2023", as a spreadsheet may show a day, become 30/06/2023.
function giorno(testo) {
  const parole = /^(\d{1,2})[\s/-]([a-zì]{3,10})\.?[\s/-](\d{4}|\d{2})$/i.exec(testo);
  const mese = parole ? MESI.indexOf(parole[2].slice(0, 3).toLowerCase()) + 1 : 0;
  return mese ? `${parole[1]}/${String(mese).padStart(2, "0")}/${parole[3]}` : testo;
}

function causa(cella, testo) {
  const basso = testo.toLowerCase();
  const scelta = [...cella.options].find((voce) => voce.value && (basso.startsWith(voce.value.slice(0, 4)) || basso.includes(`(${voce.value})`)));
  if (!testo || testo === "–" || testo === "-") return "";
  return scelta ? scelta.value : null;
}

// The text as the cell takes it, or null when it is nothing of its kind.
export function adatta(cella, testo) {
  if (cella.tagName === "SELECT") return causa(cella, testo);
  if (cella.dataset.colonna !== "valore" || testo === "") return testo;
  switch (cella.dataset.tipo) {
    case "fatto": return SI_NO.test(testo) ? testo : null;
    case "data": return DATA.test(giorno(testo)) ? giorno(testo) : null;
    case "quota": return FRAZIONE.test(testo) || NUMERO.test(testo) ? testo : null;
    default: return NUMERO.test(testo) || FRAZIONE.test(testo) ? testo : null;
  }
}

function cellaDiColonna(partenza, colonna) {
  if (partenza.dataset.colonna === colonna) return partenza;
  return partenza.closest("tr").querySelector(`[data-colonna=${colonna}]`);
}

// {messe: [[cella, prima]], fuori: [frase]}; the cells are changed, and each tells it with an input event.
export function incolla(griglia, cella, testo) {
  const righe = blocco(testo);
  const colonne = COLONNE.slice(COLONNE.indexOf(cella.dataset.colonna));
  const sotto = [...griglia.querySelectorAll(`[data-colonna=${cella.dataset.colonna}]`)];
  const posti = sotto.slice(sotto.indexOf(cella));
  const esito = { messe: [], fuori: [] };
  if (righe.length > posti.length) esito.fuori.push(quante(righe.length - posti.length, "riga oltre la fine della griglia", "righe oltre la fine della griglia"));
  const larghe = Math.max(...righe.map((riga) => riga.length));
  if (larghe > colonne.length) esito.fuori.push(quante(larghe - colonne.length, "colonna in più", "colonne in più"));
  righe.slice(0, posti.length).forEach((riga, n) => riga.slice(0, colonne.length).forEach((scritto, m) => metti(cellaDiColonna(posti[n], colonne[m]), scritto, m, esito)));
  return esito;
}

function metti(cella, scritto, colonna, esito) {
  const riga = cella.closest("tr");
  if (riga.dataset.ferma) {
    if (scritto !== "" && scritto !== cella.textContent.trim()) esito.fuori.push(`${riga.dataset.codice}: «${scritto.slice(0, 40)}» no, la riga non si modifica`);
    return;
  }
  if (scritto === "" && colonna > 0) return;
  const adatto = adatta(cella, scritto);
  if (adatto === null) {
    esito.fuori.push(`${riga.dataset.codice}: «${scritto.slice(0, 40)}» non è ${atteso(cella)}`);
    return;
  }
  if (adatto === cella.value) return;
  esito.messe.push([cella, cella.value]);
  cella.value = adatto;
  cella.dispatchEvent(new Event("input", { bubbles: true }));
}

function atteso(cella) {
  if (cella.tagName === "SELECT") return "una causa: esogena, endogena o indicatore";
  return { fatto: "SI o NO", data: "una data", quota: "una percentuale" }[cella.dataset.tipo] ?? "un numero";
}

function quante(numero, uno, molti) {
  return numero === 1 ? `1 ${uno}` : `${numero} ${molti}`;
}
