// Where the focus is: can it be seen there, and is it not behind something that stays on top?
(() => {
  const aspetto = (e) => { const s = getComputedStyle(e); return `${s.outlineStyle} ${s.outlineWidth} ${s.outlineColor} ${s.boxShadow}`; };
  const segnato = (e) => { const s = getComputedStyle(e); return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none"; };

  // WCAG 2.4.7: it looks otherwise than without the focus
  function visibile(e) {
    const con = aspetto(e);
    const marcato = segnato(e);
    e.blur();
    const senza = aspetto(e);
    e.focus({ preventScroll: true, focusVisible: true });
    return marcato && con !== senza;
  }

  // WCAG 2.4.11: some part of it is on top
  function scoperto(e) {
    const r = e.getBoundingClientRect();
    const punti = [[.5, .5], [.05, .1], [.95, .1], [.05, .9], [.95, .9]].map(([x, y]) => [r.left + r.width * x, r.top + r.height * y]);
    return punti.some(([x, y]) => { const sopra = document.elementFromPoint(x, y); return sopra && (e.contains(sopra) || sopra.contains(e)); });
  }

  window.fuoco = () => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const guasti = [];
    if (!visibile(e)) guasti.push("non si vede");
    if (!scoperto(e)) guasti.push("è coperto");
    return { chi: e.outerHTML.slice(0, 140), guasti };
  };
})();
