// A part of the page that changes by itself: what a screen reader hears of it, and where the focus goes when its place is gone.
"use strict";

const PAUSA = 600;
const voce = document.getElementById("annuncio");
const fuochi = new WeakMap();
const detti = new Map();
let attesa = [];
let orologio = 0;

function annuncia(testo) {
  attesa.push(testo);
  clearTimeout(orologio);
  voce.textContent = "";
  orologio = setTimeout(() => {
    voce.textContent = attesa.join(" ");
    attesa = [];
  }, PAUSA);
}

// A part says its sentence in data-annuncia, or with its own text when the attribute is empty.
function frase(parte) {
  return (parte.dataset.annuncia || parte.textContent).replace(/\s+/g, " ").trim();
}

// What comes by itself, every two seconds, is said only when its sentence is another.
function racconta(nuovo, chiesto) {
  const parte = nuovo.matches("[data-annuncia]") ? nuovo : nuovo.querySelector("[data-annuncia]");
  if (!parte) return;
  const chiave = parte.closest("[id]")?.id ?? "";
  const testo = frase(parte);
  if (!chiesto && detti.get(chiave) === testo) return;
  detti.set(chiave, testo);
  if (attesa.at(-1) !== testo) annuncia(testo);
}

function rimetti(prima, nuovo) {
  if (!prima || prima === document.body || document.activeElement !== document.body) return;
  if (prima.isConnected) return prima.focus();
  const meta = nuovo.querySelector("[data-fuoco]") ?? nuovo;
  if (!meta.isConnected) return;
  if (meta.tabIndex < 0) meta.tabIndex = -1;
  meta.focus();
}

for (const parte of document.querySelectorAll("[data-annuncia]")) detti.set(parte.closest("[id]")?.id ?? "", frase(parte));

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  fuochi.set(detail.xhr, document.activeElement);
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const evento = detail.requestConfig?.triggeringEvent;
  racconta(detail.elt, Boolean(evento) && !(evento instanceof CustomEvent));
  rimetti(fuochi.get(detail.xhr), detail.elt);
  fuochi.delete(detail.xhr);
});

// No selector tells that the focus is inside a frame: the page loses it, and its frame is what has it.
addEventListener("blur", () => document.activeElement?.closest("iframe")?.classList.add("fuoco-dentro"));
addEventListener("focus", () => document.querySelector(".fuoco-dentro")?.classList.remove("fuoco-dentro"));
