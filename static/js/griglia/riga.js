// One row of the grid: its cells, what is saved of them, and its state in words.
import { frase, salvaBozza } from "../bozze.js";

export class Riga {
  constructor(elemento, cambia) {
    this.elemento = elemento;
    this.codice = elemento.dataset.codice;
    this.chiave = elemento.dataset.risultato;
    this.indirizzo = elemento.dataset.indirizzo;
    this.cambia = cambia;
    this.prefisso = `r${this.chiave}-`;
    this.celle = [...elemento.querySelectorAll("[data-colonna]")].filter((cella) => cella.name);
    this.versione = elemento.querySelector(`[name="${this.prefisso}versione"]`);
    this.nota = elemento.querySelector("[data-salvataggio]");
    this.originali = this.valori();
    // a page that comes back from a refused save shows what was typed, which is not what is stored
    this.salvati = this.nota.dataset.tono === "errore" ? null : this.originali;
    this.conflitto = null;
    this.inCorso = false;
    this.esito = this.salvati ? "pulita" : "errori";
  }

  nome(cella) {
    return cella.name.slice(this.prefisso.length);
  }

  cella(nome) {
    return this.celle.find((cella) => this.nome(cella) === nome);
  }

  valori() {
    return Object.fromEntries(this.celle.map((cella) => [this.nome(cella), cella.value]));
  }

  get primaCella() {
    return this.celle.find((cella) => cella.getAttribute("aria-invalid")) ?? this.celle[0];
  }

  get fraseDellEsito() {
    return this.nota.firstChild?.textContent.trim() ?? "";
  }

  get sporca() {
    const ora = this.valori();
    return !this.salvati || Object.keys(ora).some((nome) => ora[nome] !== this.salvati[nome]);
  }

  get attende() {
    return this.sporca && !this.inCorso && !this.conflitto && this.esito !== "negato";
  }

  tocca() {
    for (const cella of this.celle) cella.classList.toggle("mutata", cella.value !== (this.salvati ?? this.originali)[this.nome(cella)]);
    if (this.conflitto) return;
    if (this.sporca) this.mostra("non ancora salvato", "neutro");
    else this.mostra("", "neutro");
    this.esito = this.sporca ? "sporca" : "pulita";
  }

  // Escape: the value that is saved; true when there was something to take back.
  rimetti(cella) {
    const prima = (this.salvati ?? this.originali)[this.nome(cella)];
    if (cella.value === prima) return false;
    cella.value = prima;
    return true;
  }

  mostra(testo, tono) {
    this.nota.textContent = testo;
    this.nota.dataset.tono = tono;
  }

  async salva(opzioni) {
    if (!this.attende) return;
    const mandati = this.valori();
    this.inCorso = true;
    this.mostra("salvataggio…", "neutro");
    const esito = await salvaBozza(this.indirizzo, { ...mandati, versione: this.versione.value }, opzioni);
    this.inCorso = false;
    this.risponde(esito, mandati);
    this.cambia(this, esito);
  }

  risponde(esito, mandati) {
    this.esito = esito.esito;
    this.segnaErrori(esito.esito === "errori" ? esito.errori : {});
    this.mostra(frase(esito), esito.esito === "salvato" ? "buono" : "errore");
    if (esito.esito === "salvato") this.accoglie(esito, mandati);
    if (esito.esito === "conflitto") this.inConflitto(esito);
  }

  accoglie(esito, mandati) {
    this.versione.value = esito.versione;
    this.salvati = mandati;
    for (const cella of this.celle) {
      const nome = this.nome(cella);
      // "s" is now "SI"; what is being typed again is left alone
      if (cella.value === mandati[nome] && cella !== document.activeElement) cella.value = esito.celle[nome];
      if (cella.value === esito.celle[nome]) this.salvati = { ...this.salvati, [nome]: esito.celle[nome] };
    }
    this.elemento.querySelector("[data-grado]").textContent = esito.grado;
    const stato = this.elemento.querySelector("[data-stato] .stato");
    Object.assign(stato, { textContent: esito.stato.nome, className: `stato stato-${esito.stato.tono}` });
    for (const cella of this.celle) cella.classList.toggle("mutata", cella.value !== this.salvati[this.nome(cella)]);
    if (this.sporca) this.tocca();
  }

  segnaErrori(errori) {
    for (const cella of this.celle) {
      const nome = this.nome(cella);
      const errata = Object.keys(errori).some((campo) => campo === nome || campo.startsWith(`${nome}_`));
      if (errata) cella.setAttribute("aria-invalid", "true");
      else cella.removeAttribute("aria-invalid");
      if (errata) cella.setAttribute("aria-describedby", this.nota.id);
      else cella.removeAttribute("aria-describedby");
    }
  }

  inConflitto(esito) {
    this.conflitto = esito;
    this.elemento.classList.add("riga-in-conflitto");
    const bottone = document.createElement("button");
    Object.assign(bottone, { type: "button", className: "btn btn-outline-primary btn-sm", textContent: "Confronta" });
    bottone.dataset.confronta = "";
    bottone.setAttribute("aria-label", `Confronta i due valori di ${this.codice}`);
    this.nota.append(" ", bottone);
  }

  // `scelte` maps a field to "mio" or "suo"; the row starts again from the version that was shown.
  risolvi(scelte) {
    const { righe, versione } = this.conflitto;
    for (const riga of righe) if (scelte[riga.campo] === "suo") this.cella(riga.campo).value = riga.cella;
    this.versione.value = versione;
    this.salvati = Object.fromEntries(righe.map((riga) => [riga.campo, riga.cella]));
    this.conflitto = null;
    this.elemento.classList.remove("riga-in-conflitto");
    this.tocca();
  }
}
