// Forms that ask a passkey or a security key: "crea" makes one, "usa" proves one, "entra" logs in with one alone.
const FRASE = {
  NotAllowedError: "Operazione annullata, o la chiave non ha risposto in tempo. Riprova.",
  InvalidStateError: "Questa chiave è già fra le tue.",
  SecurityError: "Le chiavi funzionano solo con l'indirizzo sicuro (https) di questo sito.",
};

function dillo(modulo, errore) {
  const riga = modulo.querySelector("[data-chiave-errore]");
  riga.textContent = FRASE[errore?.name] ?? "La chiave non ha funzionato. Riprova, o entra in un altro modo.";
  riga.hidden = false;
}

async function opzioni(modulo) {
  if (modulo.dataset.chiave !== "entra") return JSON.parse(modulo.dataset.opzioni);
  const risposta = await fetch(modulo.action, { headers: { Accept: "application/json" } });
  if (!risposta.ok) throw new Error("opzioni");
  return (await risposta.json()).request_options;
}

async function credenziale(modulo) {
  const chieste = await opzioni(modulo);
  if (modulo.dataset.chiave !== "crea") return window.webauthnJSON.get(chieste);
  const scelta = chieste.publicKey.authenticatorSelection;
  const sola = modulo.querySelector("[name=passwordless]").checked;
  Object.assign(scelta, { residentKey: sola ? "required" : "discouraged", requireResidentKey: sola });
  if (sola) scelta.userVerification = "required";
  return window.webauthnJSON.create(chieste);
}

for (const modulo of document.querySelectorAll("form[data-chiave]")) {
  modulo.querySelector("[data-chiave-usa]").addEventListener("click", async () => {
    modulo.querySelector("[data-chiave-errore]").hidden = true;
    try {
      modulo.querySelector("[name=credential]").value = JSON.stringify(await credenziale(modulo));
      modulo.submit();
    } catch (errore) {
      dillo(modulo, errore);
    }
  });
}
