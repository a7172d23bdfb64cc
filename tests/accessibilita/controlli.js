// What axe-core does not look at, for the page as wide as it is now: each check answers with sentences about what is wrong.
(() => {
  const COMANDI = "button, .btn, h1, h2, h3, h4, h5, label, legend, summary, input[type=submit]";
  const FOGLIO = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }";

  const detto = (e) => `<${e.tagName.toLowerCase()}${e.id ? ` id=${e.id}` : ""} class="${e.getAttribute("class") ?? ""}"> ${e.textContent.replace(/\s+/g, " ").trim().slice(0, 60)}`;
  const stile = (e) => getComputedStyle(e);
  // hidden from the eye alone: one pixel, clipped away, or off the page
  const solaVoce = (e) => Boolean(e.closest(".visually-hidden, .visually-hidden-focusable, .salta")) || stile(e).clipPath !== "none" || e.clientWidth <= 1;
  const visibili = (scelta) => [...document.querySelectorAll(scelta)].filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("[aria-hidden=true]"));
  const scorre = (e) => ["auto", "scroll"].includes(stile(e).overflowX);
  const dentroChiScorre = (e) => { for (let su = e.parentElement; su && su !== document.body; su = su.parentElement) if (scorre(su) || stile(su).overflowX === "hidden" || stile(su).clipPath !== "none") return true; return false; };

  // WCAG 1.4.10: nothing scrolls sideways but what is meant to
  function deLato() {
    const largo = innerWidth;
    if (document.scrollingElement.scrollWidth <= largo) return [];
    const colpevoli = visibili("body *").filter((e) => e.getBoundingClientRect().right > largo + 1 && !dentroChiScorre(e));
    return [`la pagina è larga ${document.scrollingElement.scrollWidth} su ${largo}: ${colpevoli.slice(-3).map(detto).join(" | ")}`];
  }

  function regioni() {
    return visibili("body *")
      .filter((e) => scorre(e) && e.scrollWidth > e.clientWidth + 1 && !e.matches("textarea, input, select"))
      .filter((e) => e.tabIndex < 0 || !(e.ariaLabel || e.getAttribute("aria-labelledby")))
      .map((e) => `scorre di lato senza nome o senza tastiera: ${detto(e)}`);
  }

  // WCAG 1.4.4, 1.4.12: no text cut, none out of its box
  function tagliati() {
    const chiuse = visibili("body *").filter((e) => ["hidden", "clip"].includes(stile(e).overflowX) && e.textContent.trim() && !solaVoce(e) && !(e instanceof SVGElement));
    const strette = visibili(COMANDI).filter((e) => stile(e).display !== "inline" && !solaVoce(e));
    return [...new Set([...chiuse, ...strette])]
      .filter((e) => e.scrollWidth > e.clientWidth + 1 || (chiuse.includes(e) && e.scrollHeight > e.clientHeight + 1))
      .map((e) => `testo tagliato o fuori dal suo posto (${e.scrollWidth}x${e.scrollHeight} in ${e.clientWidth}x${e.clientHeight}): ${detto(e)}`);
  }

  function spazia(quanto) {
    document.getElementById("spazi-di-prova")?.remove();
    if (!quanto) return;
    const foglio = Object.assign(document.createElement("style"), { id: "spazi-di-prova", textContent: FOGLIO });
    document.head.append(foglio);
  }

  // WCAG 2.3.3 and prefers-reduced-motion: nothing moves for longer than a tenth of a second
  function moti() {
    const secondi = (testo) => Math.max(...testo.split(",").map((pezzo) => parseFloat(pezzo) * (pezzo.trim().endsWith("ms") ? 0.001 : 1)));
    return visibili("body *")
      .filter((e) => ["", "::before", "::after"].some((parte) => { const s = getComputedStyle(e, parte || null); return secondi(s.transitionDuration) > 0.1 || (s.animationName !== "none" && secondi(s.animationDuration) > 0.1); }))
      .map((e) => `si muove: ${detto(e)}`);
  }

  // the errors of a form: a summary that has the focus, its links, the fields it names
  function errori() {
    const riassunto = document.querySelector(".errori");
    const errati = visibili("[aria-invalid=true]");
    if (!riassunto) return errati.length ? [`un campo errato senza riassunto: ${detto(errati[0])}`] : [];
    const guasti = [];
    if (!document.title.startsWith("Errore: ")) guasti.push(`il titolo non dice che c'è un errore: ${document.title}`);
    if (!riassunto.contains(document.activeElement) && !document.querySelector("dialog[open]")) guasti.push("il riassunto degli errori non ha il fuoco");
    for (const voce of riassunto.querySelectorAll("a[href^='#']")) {
      const campo = document.getElementById(decodeURIComponent(voce.hash.slice(1)));
      if (!campo?.matches("input, select, textarea, [tabindex]")) guasti.push(`nessun campo per: ${voce.textContent}`);
    }
    for (const campo of errati) {
      const detti = (campo.getAttribute("aria-describedby") ?? campo.closest("fieldset")?.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean);
      if (!detti.length || !detti.every((id) => document.getElementById(id))) guasti.push(`un campo errato che non dice perché: ${campo.outerHTML.slice(0, 160)}`);
    }
    return guasti;
  }

  const misura = () => [...deLato(), ...regioni(), ...tagliati()];
  const spaziata = () => { spazia(true); const trovati = misura().map((frase) => `con gli spazi: ${frase}`); spazia(false); return trovati; };
  async function perAxe(regole) {
    const esito = await axe.run(document, { runOnly: { type: "tag", values: regole }, resultTypes: ["violations"] });
    return esito.violations.flatMap(({ id, nodes }) => nodes.map((nodo) => `${id}: ${nodo.html.slice(0, 160)} (${nodo.failureSummary.trim().split("\n").at(-1).trim()})`));
  }

  window.controlli = { misura, spaziata, moti, errori, axe: perAxe };
})();
