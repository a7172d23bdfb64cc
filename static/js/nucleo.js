// Moving through the results with the keyboard: never while somebody is writing.
"use strict";

const VERSI = { j: "next", ArrowRight: "next", k: "prev", ArrowLeft: "prev" };

document.addEventListener("keydown", (evento) => {
  if (evento.ctrlKey || evento.metaKey || evento.altKey || evento.defaultPrevented) return;
  if (evento.target.closest("input, textarea, select, [contenteditable], [role=region]")) return;
  const verso = VERSI[evento.key];
  if (verso) {
    const vicino = document.querySelector(`.percorso-esame a[rel=${verso}]`);
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
