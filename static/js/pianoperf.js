// What the pages need beyond HTML: the phone menu, refused buttons, messages of failed requests.
"use strict";

const apri = document.querySelector(".menu-apri");
if (apri) {
  const menu = document.getElementById(apri.getAttribute("aria-controls"));
  apri.hidden = false;
  menu.classList.add("menu-chiuso");
  apri.addEventListener("click", () => {
    const aperto = apri.getAttribute("aria-expanded") === "true";
    apri.setAttribute("aria-expanded", String(!aperto));
    menu.classList.toggle("menu-chiuso", aperto);
  });
  menu.addEventListener("keydown", (evento) => {
    if (evento.key === "Escape" && apri.getAttribute("aria-expanded") === "true") {
      apri.click();
      apri.focus();
    }
  });
}

function avvisa(frase) {
  const avviso = document.createElement("div");
  avviso.className = "alert alert-danger";
  avviso.setAttribute("role", "alert");
  avviso.textContent = frase;
  document.getElementById("messaggi")?.replaceChildren(avviso);
}

// The token of a page that was open before a login is old; who opened it is checked by the server.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const biscotto = document.cookie.split("; ").find((voce) => /^(__Host-)?csrftoken=/.test(voce));
  if (!biscotto || detail.verb === "get") return;
  detail.headers["X-CSRFToken"] = decodeURIComponent(biscotto.slice(biscotto.indexOf("=") + 1));
  delete detail.parameters.csrfmiddlewaretoken;
});

function avvisaUscita() {
  avvisa("Sei uscito per inattività. Quello che hai scritto è ancora in questa pagina: ");
  const accesso = Object.assign(document.createElement("a"), { href: "/accedi/", target: "_blank", textContent: "entra di nuovo in un'altra scheda" });
  document.querySelector("#messaggi .alert")?.append(accesso, ", poi torna qui e riprova.");
}

document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.xhr.status === 401) return avvisaUscita();
  avvisa("L'operazione non è riuscita. Ricarica la pagina e riprova; quello che era già salvato non è andato perso.");
});
document.addEventListener("htmx:sendError", () => {
  avvisa("Il servizio non risponde. Controlla la connessione e riprova.");
});

// Filters apply at once; without JavaScript the button does it.
document.addEventListener("change", (evento) => {
  const modulo = evento.target.closest("form[data-subito]");
  if (modulo) modulo.requestSubmit();
});
// The form stays when only its list is drawn again: from then on there are filters to take off.
document.addEventListener("htmx:pushedIntoHistory", () => {
  document.querySelectorAll("[data-togli]").forEach((togli) => { togli.hidden = false; });
});

// A second click on a form just sent does nothing (a download leaves the page open, so the form wakes up again).
document.addEventListener("submit", (evento) => {
  const modulo = evento.target;
  if (modulo.method !== "post" || modulo.hasAttribute("hx-post") || evento.defaultPrevented) return;
  if (modulo.dataset.inviato) {
    evento.preventDefault();
    return;
  }
  modulo.dataset.inviato = "1";
  setTimeout(() => delete modulo.dataset.inviato, 3000);
});
