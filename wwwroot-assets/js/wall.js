// A wall: figures from /walls/{board}/live (server-sent events), no circuit. Reconnects for ever, says its age, drifts against burn-in.
(() => {
  const wall = document.querySelector("[data-wall]");
  if (!wall) return;
  const lang = document.documentElement.lang.startsWith("es") ? "es-ES" : "en-GB";
  const part = name => wall.querySelector(`[data-${name}]`);
  let shown = { at: null, heard: Date.now(), position: 0, version: null }, worst = null, audio = null;

  const el = (tag, css, text) => { const e = document.createElement(tag); if (css) e.className = css; if (text !== undefined) e.textContent = text; return e; };
  const icon = name => { const i = el("i", `i i-${name}`); i.setAttribute("aria-hidden", "true"); return i; };
  // "£48.2 k" and "6 min" set their unit smaller than the figure.
  const figure = (css, text) => {
    const p = el("p", css), split = /^(\S*\d\S*)\s+(\S+)$/.exec(text);
    p.append(split ? split[1] : text);
    if (split) p.append(el("small", "", split[2]));
    // A long figure must still fit its card.
    if (text.length > 7) p.style.fontSize = `${Math.max(64, Math.round((css.includes("huge") ? 300 : 132) * 7 / text.length))}px`;
    return p;
  };
  const line = values => {
    const ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg"), path = document.createElementNS(ns, "path");
    const low = Math.min(...values), high = Math.max(...values), at = (v, i) => `${(i * 400 / (values.length - 1)).toFixed(1)} ${(high === low ? 30 : 54 - 48 * (v - low) / (high - low)).toFixed(1)}`;
    svg.setAttribute("viewBox", "-4 0 408 60"); svg.setAttribute("class", "ch"); svg.setAttribute("height", "60"); svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M" + values.map(at).join(" ")); path.setAttribute("class", "st"); path.setAttribute("stroke", "var(--accent)"); path.setAttribute("stroke-width", "5");
    svg.append(path);
    return svg;
  };
  const draw = tiles => {
    const into = part("tiles");
    // The worst stands largest and first; without one, the first tile leads calmly.
    const lead = tiles.find(t => t.isBad) ?? tiles[0], rest = tiles.filter(t => t !== lead).slice(0, 4);
    into.replaceChildren();
    if (!lead) { into.append(el("p", "w-say", wall.dataset.noneText ?? "")); return; }
    const big = el("article", lead.isBad ? "w-worst" : "w-calm"), name = el("p", "w-lbl");
    name.append(icon(lead.isBad ? "bad" : "ok"), lead.label);
    big.append(name, figure("w-huge", lead.figure));
    if (lead.line?.length > 1) big.append(line(lead.line));
    big.append(el("p", "w-sub", lead.note ?? ""));
    into.append(big);
    for (const tile of rest) {
      const card = el("article", "w-card"), label = el("p", "w-lbl");
      label.append(icon(tile.isBad ? "bad" : "ok"), tile.label);
      card.append(label, figure(`w-fig${tile.isBad ? " bad-t" : ""}`, tile.figure));
      if (tile.line?.length > 1) card.append(line(tile.line));
      card.append(el("p", "w-sub", tile.note ?? ""));
      into.append(card);
    }
    const now = lead.isBad ? lead.label : null;
    if (now && worst !== now && worst !== null) chime();
    worst = now ?? "";
  };
  const chime = () => {
    try { audio ??= new AudioContext(); } catch { return; }
    if (audio.state !== "running") return;
    for (const [pitch, at] of [[660, 0], [880, .2]]) {
      const tone = audio.createOscillator(), gain = audio.createGain(), t = audio.currentTime + at;
      tone.frequency.value = pitch; gain.gain.setValueAtTime(.2, t); gain.gain.exponentialRampToValueAtTime(.0001, t + .5);
      tone.connect(gain).connect(audio.destination); tone.start(t); tone.stop(t + .52);
    }
  };

  const tell = message => {
    if (shown.version && message.version && message.version !== shown.version) { location.reload(); return; }
    shown = { at: message.at ? new Date(message.at) : new Date(), heard: Date.now(), position: message.position ?? shown.position, version: message.version ?? shown.version };
    if (message.tiles) draw(message.tiles);
  };
  const listen = () => {
    const from = new EventSource(`/walls/${encodeURIComponent(wall.dataset.wall)}/live?from=${shown.position}`);
    from.onmessage = e => tell(JSON.parse(e.data));
    from.addEventListener("beat", () => shown.heard = Date.now());
    // The browser tries again by itself unless the server said no; then we do, for ever.
    from.onerror = () => { if (from.readyState === EventSource.CLOSED) setTimeout(listen, 3000 + Math.random() * 4000); };
  };
  const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hour12: false }), day = new Intl.DateTimeFormat(lang, { weekday: "long", day: "numeric", month: "long" });
  const tick = () => {
    const now = new Date(), silent = Math.round((Date.now() - shown.heard) / 1000), old = silent > 40;
    part("clock").textContent = clock.format(now);
    const words = day.format(now);
    part("day").textContent = words[0].toUpperCase() + words.slice(1);
    part("age").textContent = old ? `${silent < 120 ? silent + " s" : Math.round(silent / 60) + " min"} ${wall.dataset.oldText}` : wall.dataset.liveText;
    wall.classList.toggle("old", old);
    part("lost").hidden = !old;
    if (old) part("lost-since").textContent = `${wall.dataset.lostText} ${clock.format(new Date(shown.heard))}`;
    // The picture drifts eight pixels inside its padding, once round in half an hour.
    const turn = Date.now() / 1800000 * 2 * Math.PI;
    wall.style.translate = `${Math.round(8 * Math.cos(turn))}px ${Math.round(8 * Math.sin(turn))}px`;
  };
  const fit = () => { wall.style.zoom = Math.min(innerWidth / 1920, innerHeight / 1080); };
  addEventListener("resize", fit);
  fit(); tick(); setInterval(tick, 1000); listen();
})();
