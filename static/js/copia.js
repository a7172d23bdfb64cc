// A field that is there to be copied: focus selects it whole, and a button copies it. Without a script the field stays.
for (const campo of document.querySelectorAll("[data-copia]")) {
  campo.addEventListener("focus", () => campo.select());
  if (!navigator.clipboard) continue;
  const riga = document.createElement("p");
  riga.className = "api-copia";
  const bottone = document.createElement("button");
  bottone.type = "button";
  bottone.className = "btn btn-primary btn-sm";
  bottone.textContent = "Copia";
  const esito = document.createElement("span");
  esito.setAttribute("role", "status");
  esito.className = "api-copiata";
  bottone.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(campo.value);
      esito.textContent = "Copiata.";
    } catch {
      campo.focus();
      esito.textContent = "Non si può copiare da qui: usa Ctrl+C.";
    }
  });
  riga.append(bottone, " ", esito);
  campo.after(riga);
}
