// The Nucleo's own keys on a result: never while somebody is writing, nor where the keys were turned off (tastiera.js).
"use strict";

const VERSI = { ArrowRight: "next", ArrowLeft: "prev" };

document.addEventListener("keydown", (evento) => {
  if (evento.ctrlKey || evento.metaKey || evento.altKey || evento.defaultPrevented) return;
  if (document.documentElement.dataset.tasti === "spenti") return;
  if (evento.target.closest("input, textarea, select, [contenteditable], [role=region], dialog[open]")) return;
  const verso = VERSI[evento.key];
  if (verso) {
    const vicino = document.querySelector(`.vicini a[rel=${verso}]`);
    if (!vicino) return;
    evento.preventDefault();
    vicino.click();
  } else if (evento.key === "c") {
    const conferma = document.querySelector("input[name=esito][value=confermato]");
    if (!conferma) return;
    evento.preventDefault();
    conferma.checked = true;
    conferma.closest("form").querySelector("button[type=submit]").focus();
  }
});
