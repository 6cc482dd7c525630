// A wall: boards from the hub at /wall/live by SignalR's own client (js/signalr.min.js), no circuit. It comes back for ever, says
// how old its figures are, takes their colour when they are no longer known to be true, loads itself anew after an upgrade, and
// drifts against burn-in. An unpaired screen shows a code.
(() => {
  const lang = document.documentElement.lang.startsWith("es") ? "es-ES" : "en-GB";
  const clockOf = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hour12: false }), secondsOf = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
  const shortOf = new Intl.DateTimeFormat(lang, { weekday: "short" }), countOf = new Intl.NumberFormat(lang, { notation: "compact", maximumFractionDigits: 1 });
  const hours = {}, hoursOf = zone => hours[zone] ??= new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false });
  const dayOf = new Intl.DateTimeFormat(lang, { weekday: "long", day: "numeric", month: "long" });
  const wall = document.querySelector("main.wall");
  if (!wall) return;
  const part = name => wall.querySelector(`[data-${name}]`);
  const minutes = s => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;
  const long = s => s < 120 ? `${Math.round(s)} s` : s < 7200 ? `${Math.round(s / 60)} min` : `${Math.round(s / 3600)} h`;
  const el = (tag, css, text) => { const e = document.createElement(tag); if (css) e.className = css; if (text !== undefined) e.textContent = text; return e; };
  const icon = name => { const i = el("i", `i i-${name}`); i.setAttribute("aria-hidden", "true"); return i; };
  const fit = () => { wall.style.zoom = Math.min(innerWidth / 1920, innerHeight / 1080); };
  addEventListener("resize", fit); fit();

  // The picture drifts eight pixels inside its padding, once round in half an hour.
  const common = () => {
    part("clock").textContent = clockOf.format(new Date());
    const turn = Date.now() / 1800000 * 2 * Math.PI;
    wall.style.translate = `${Math.round(8 * Math.cos(turn))}px ${Math.round(8 * Math.sin(turn))}px`;
  };
  // After an upgrade the page of the old build loads itself anew; not more often than every half minute, while two builds serve.
  const reload = () => {
    const last = Number(sessionStorage.getItem("wall-reloaded") ?? 0), wait = Math.max(0, last + 30000 - Date.now());
    setTimeout(() => { sessionStorage.setItem("wall-reloaded", Date.now()); location.reload(); }, wait);
  };
  const state = () => fetch("/wall/state", { cache: "no-store" }).then(r => r.ok ? r.json() : null, () => null);

  if ("pairing" in wall.dataset) pair(); else show();

  function pair() {
    let ends = 0, failed = false;
    const code = async () => {
      const answer = await fetch("/wall/code", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ screen: `${screen.width} × ${screen.height}` }) }).catch(() => null);
      if (answer?.status === 409) { location.reload(); return; }
      failed = !answer?.ok;
      if (failed) { ends = Date.now() + 15000; return; }
      const shown = await answer.json();
      ends = Date.now() + shown.seconds * 1000;
      [...part("code").querySelectorAll("b")].forEach((b, i) => b.textContent = shown.code[i]);
      part("code").setAttribute("aria-label", [...shown.code].join(", "));
    };
    const look = async () => {
      const now = await state();
      failed = !now;
      if (now?.paired) location.reload();
    };
    setInterval(look, 2000);
    setInterval(() => {
      common();
      if (Date.now() >= ends) { ends = Date.now() + 15000; code(); }
      wall.classList.toggle("old", failed);
      part("mark").className = `i i-${failed ? "warn" : "ok"}`;
      part("state").textContent = failed ? wall.dataset.lostText : part("state").dataset.okText;
      part("next").textContent = failed ? "" : `${wall.dataset.nextText} ${minutes((ends - Date.now()) / 1000)}`;
    }, 1000);
    common(); ends = Date.now() + 15000; code();
  }

  function show() {
    const boards = new Map();
    let lit = null, isDark = false;
    let turn = { names: [], seconds: 0, at: 0, since: Date.now() }, chimes = false, worst = null, worstWas = 0, audio = null, connected = false, again = 0;
    // True until: by our own clock; the server says how old its figures were when it spoke.
    let trueAt = null;

    // "£48.2 k" and "6 min" set their unit smaller than the figure.
    const figure = (css, text, most) => {
      const p = el("p", css), split = /^(\S*\d\S*)\s+(\S+)$/.exec(text);
      p.append(split ? split[1] : text);
      if (split) p.append(el("small", "", split[2]));
      // A long figure must still fit its card.
      if (text.length > most.signs) p.style.fontSize = `${Math.max(64, Math.round(most.size * most.signs / text.length))}px`;
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
    const bars = parts => {
      const ul = el("ul", "w-stg"), most = Math.max(1, ...parts.map(p => p.count));
      ul.style.gridTemplateColumns = `repeat(${parts.length}, 1fr)`;
      for (const p of parts) {
        const li = el("li"), bar = el("span", "bar"), height = n => n ? Math.max(8, Math.round(n / most * 84)) : 0;
        if (p.late) { const late = el("i", "bad"); late.style.height = `${height(p.late)}px`; bar.append(late); }
        const rest = el("i"); rest.style.height = `${height(p.count - (p.late ?? 0)) || 4}px`; bar.append(rest);
        li.append(el("b", "", countOf.format(p.count)), bar, p.name);
        ul.append(li);
      }
      return ul;
    };
    const share = done => {
      const bar = el("div", "w-bar"), full = el("i"), rest = el("i");
      full.style.flex = String(done); full.style.background = "var(--stage-4)"; rest.style.flex = String(1 - done); rest.style.background = "var(--surface-3)";
      bar.append(full, rest);
      return bar;
    };
    // What counts down does so by the screen's clock; it stays true when the connection is lost.
    const left = at => {
      const s = Math.round((new Date(at) - Date.now()) / 1000), m = Math.floor(Math.abs(s) / 60);
      return m >= 6000 ? `${s < 0 ? "−" : ""}${Math.floor(m / 1440)} d` : `${s < 0 ? "−" : ""}${Math.floor(m / 60)}:${String(m % 60).padStart(2, "0")}`;
    };
    const countdown = (tag, at) => { const e = el(tag, "", left(at)); e.dataset.left = at; return e; };
    const when = at => { const d = new Date(at); return d.toDateString() === new Date().toDateString() ? clockOf.format(d) : `${shortOf.format(d)} ${clockOf.format(d)}`; };
    const slack = at => { const e = el("em", "", ""); e.dataset.slack = at; return e; };
    const writeSlack = e => {
      const m = Math.round((new Date(e.dataset.slack) - Date.now()) / 60000), a = Math.abs(m);
      e.replaceChildren((m < 0 ? "−" : "+") + (a < 100 ? a : a < 6000 ? `${Math.floor(a / 60)}:${String(a % 60).padStart(2, "0")}` : Math.floor(a / 1440)), el("small", "", a < 100 ? " min" : a < 6000 ? " h" : " d"));
      e.className = m < 0 ? "bad-t" : m < 10 ? "warn-t" : "";
    };
    const rows = (list, css) => {
      const ul = el("ul", css);
      for (const r of list) {
        const li = el("li");
        if (css) li.append(icon(r.isBad ? "warn" : "ok"), el("span"));
        const name = r.name || (r.dueAt ? when(r.dueAt) : "");
        if (css) li.children[1].append(el("b", "", name), r.note ? ` · ${r.note}` : ""); else li.append(el("b", "", name), el("span", "", r.note ?? ""));
        li.append(r.dueAt ? slack(r.dueAt) : el("em", "", r.figure ?? ""));
        ul.append(li);
      }
      return ul;
    };
    const label = (tile, plain) => {
      const p = el("p", "w-lbl");
      if (tile.isBad || tile.isTight || !plain) p.append(icon(tile.isBad ? "bad" : tile.isTight ? "warn" : "ok"));
      p.append(tile.label);
      return p;
    };
    // The pace while it stands: nothing once an hour went by without one, and later by as much as the next one is late.
    const paceOf = t => {
      const p = t.pace, idle = p?.perHour ? Date.now() - new Date(p.lastAt) : Infinity;
      return idle > 3600000 ? null : { perHour: p.perHour, done: new Date(+new Date(p.doneAt) + Math.max(0, idle - 3600000 / p.perHour)) };
    };
    // Done an hour against what is left until the instant; the screen knows what time it is.
    const needed = t => Math.ceil(t.pace.left / Math.max(1 / 60, (new Date(t.dueAt) - Date.now()) / 3600000));
    const isNear = t => !!t.dueAt && new Date(t.dueAt) - Date.now() < 8 * 3600000;
    const words = (text, ...values) => text.split(/(\{\d\})/).map(part => /^\{\d\}$/.test(part) ? el("b", "", values[part[1]]) : part);
    const doneOf = pace => pace.done.toDateString() === new Date().toDateString() ? words(wall.dataset.doneText, clockOf.format(pace.done)) : [wall.dataset.notTodayText];
    // What depends on the time of day is written anew each second; in a card there is room for a few words only.
    const forecast = (tile, isLead) => { const e = el("p", "w-sub w-fore"); e.tile = tile; e.isLead = isLead; writeForecast(e); return e; };
    const writeForecast = e => {
      const tile = e.tile, pace = paceOf(tile), parts = [];
      if (!pace) parts.push([wall.dataset[e.isLead ? "noForecastText" : "noPaceText"]]);
      else if (e.isLead && isNear(tile)) parts.push(words(wall.dataset.paceText, String(Math.round(pace.perHour)), countOf.format(needed(tile))), doneOf(pace));
      else parts.push(doneOf(pace));
      const made = parts.map(part => { const span = el("span"); span.append(...part); return span; });
      if (e.textContent !== made.map(m => m.textContent).join("")) e.replaceChildren(...made);
    };
    // The figure and its countdown share a line: the longer makes both smaller, they never touch.
    const fitPair = pair => {
      for (let size = parseFloat(getComputedStyle(pair.firstChild).fontSize); pair.scrollWidth > pair.clientWidth && size > 96; size -= 12) {
        pair.firstChild.style.fontSize = `${size}px`;
        const count = pair.querySelector(".w-cd b");
        if (count) count.style.fontSize = `${Math.min(150, Math.max(96, size / 2))}px`;
      }
    };
    const leadOf = (tile, size) => {
      const big = el("article", tile.isBad ? "w-worst" : "w-calm"), pair = el("div", "w-pair");
      if (size.css) big.classList.add(size.css);
      pair.append(figure("w-huge", tile.figure, size));
      if (tile.dueAt) { const cd = el("p", "w-cd"); cd.append(countdown("b", tile.dueAt), el("span", "", tile.dueNote ?? "")); pair.append(cd); }
      big.append(label(tile), pair);
      if (tile.rows && !size.css) big.append(rows(tile.rows, "")); else if (tile.line?.length > 1) big.append(line(tile.line));
      if (tile.note) big.append(el("p", "w-sub", tile.note));
      if (tile.pace) big.append(forecast(tile, true));
      return big;
    };
    const cardOf = tile => {
      const card = el("article", "w-card");
      card.append(label(tile, true));
      if (tile.parts) { card.classList.add("wide"); card.append(bars(tile.parts)); return card; }
      if (tile.rows && !tile.figure) { card.classList.add("w-cutc", "wide"); card.append(rows(tile.rows, "w-cuts")); return card; }
      card.append(figure(`w-fig${tile.isBad ? " bad-t" : ""}`, tile.figure, { signs: 6, size: 124 }));
      if (typeof tile.done === "number") card.append(share(tile.done)); else if (tile.line?.length > 1) card.append(line(tile.line));
      if (!tile.note && tile.pace && !tile.dueAt) { card.append(forecast(tile, false)); return card; }
      const sub = el("p", "w-sub", tile.note ?? "");
      if (!tile.note && tile.dueAt) sub.append(countdown("b", tile.dueAt), ` ${tile.dueNote ?? ""}`);
      card.append(sub);
      return card;
    };
    const passed = t => !!t.dueAt && !!t.rows && (new Date(t.dueAt) <= Date.now() || (!!paceOf(t) && needed(t) > t.pace.perHour && isNear(t)));
    const draw = () => {
      const board = boards.get(turn.names[turn.at]?.name), into = part("tiles");
      if (!board) return;
      // The worst stands largest and first; without one, the first tile leads calmly. What has passed its instant is bad too.
      const tiles = (board.tiles ?? []).map(t => ({ ...t, isBad: t.isBad || passed(t) })), isWide = t => t.parts || (t.rows && !t.figure);
      const figures = tiles.filter(t => !isWide(t)), lead = figures.find(t => t.isBad) ?? figures[0];
      const rest = tiles.filter(t => t !== lead), wide = rest.filter(t => isWide(t) && (t.parts ?? t.rows).length), small = rest.filter(t => !isWide(t)).sort((x, y) => !!y.isBad - !!x.isBad);
      const both = wide.some(t => t.parts) && wide.some(t => t.rows);
      into.className = both ? "w-ful" : wide.length ? "w-acc" : "w-grid";
      into.replaceChildren();
      if (!lead) { into.append(el("p", "w-say", wall.dataset.noneText)); return; }
      into.append(leadOf(lead, wide.length ? { signs: 4, size: 250, css: "row1" } : { signs: 4, size: 320 }));
      if (both) into.append(cardOf(wide.find(t => t.rows)), cardOf(wide.find(t => t.parts)), ...small.slice(0, 2).map(cardOf));
      else if (wide.length) into.append(cardOf(wide[0]), ...small.slice(0, 4).map(cardOf));
      else into.append(...small.slice(0, 4).map(cardOf));
      into.querySelectorAll(".w-pair").forEach(fitPair);
      worstWas = tiles.filter(t => t.isBad).length;
      const now = lead.isBad ? lead.label : null;
      if (chimes && !isDark && now && worst !== null && worst !== now) chime();
      worst = now ?? "";
      for (const e of into.querySelectorAll("[data-slack]")) writeSlack(e);
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

    const told = news => {
      if (news.gone) { location.replace("/wall"); return; }
      if (news.build && news.build !== wall.dataset.build) { reload(); return; }
      if (news.boards) {
        const shown = turn.names[turn.at]?.name, at = news.boards.findIndex(b => b.name === shown);
        turn = { names: news.boards, seconds: news.seconds, at: Math.max(0, at), since: Date.now() };
        chimes = news.chimes;
        lit = news.lit ?? null;
        if (news.name) wall.dataset.name = news.name;
        if (!news.boards.length) part("tiles").replaceChildren(el("p", "w-say", wall.dataset.noneText));
        draw();
      }
      if (news.tiles) { boards.set(news.board, news); if (turn.names[turn.at]?.name === news.board) draw(); }
      // Not all at once: two hundred screens that load in the same second are a crowd.
      if (news.call === "reload") { setTimeout(reload, Math.random() * 3000); return; }
      if (news.call === "chime") { chime(); return; }
      if (news.ageMs !== undefined) trueAt = Date.now() - news.ageMs;
    };
    // For ever: at once, then after one, two, four, … at most ten seconds.
    const listen = async () => {
      for (let tries = 0; ; tries++) {
        const hub = new signalR.HubConnectionBuilder().withUrl("/wall/live", { skipNegotiation: true, transport: signalR.HttpTransportType.WebSockets })
          .withServerTimeout(12000).withKeepAliveInterval(5000).configureLogging(signalR.LogLevel.None).build();
        const ended = new Promise(done => hub.onclose(done));
        try {
          await hub.start();
          connected = true; tries = 0;
          await Promise.race([ended, new Promise(done => hub.stream("Listen", wall.dataset.wall ?? null).subscribe({ next: told, complete: done, error: done }))]);
        } catch { /* not now */ }
        connected = false;
        await hub.stop().catch(() => { });
        const now = await state();
        if (now && !now.paired && !wall.dataset.wall) { location.replace("/wall"); return; }
        const wait = Math.min(10000, 1000 * 2 ** Math.min(tries, 4)) * (.7 + Math.random() * .3);
        again = Date.now() + wait;
        await new Promise(done => setTimeout(done, wait));
      }
    };

    // Outside its hours (the company's clock, not the screen's) a wall is black but for the time, also without a connection.
    const dark = () => {
      if (!lit) return false;
      const now = Object.fromEntries(hoursOf(lit.zone).formatToParts(Date.now()).map(p => [p.type, p.value])), m = now.hour % 24 * 60 + +now.minute;
      if (!lit.weekends && /^S/.test(now.weekday)) return true;
      return lit.from < lit.until ? m < lit.from || m >= lit.until : lit.from > lit.until && m < lit.from && m >= lit.until;
    };
    const tick = () => {
      isDark = dark();
      wall.classList.toggle("dark", isDark);
      const age = trueAt === null ? 0 : Math.max(0, (Date.now() - trueAt) / 1000), old = trueAt !== null && age > 10, words = dayOf.format(new Date());
      common();
      part("day").textContent = words[0].toUpperCase() + words.slice(1);
      part("mark").className = `i i-${old ? "warn" : "ok"}`;
      part("age").textContent = trueAt === null ? "…" : old ? `${wall.dataset.notLiveText}, ${long(age)} ${wall.dataset.oldText}` : age > 5 ? `${wall.dataset.liveText}, ${long(age)} ${wall.dataset.oldText}` : wall.dataset.liveText;
      if (!old && boards.get(turn.names[turn.at]?.name)?.failed) { part("mark").className = "i i-warn"; part("age").textContent = wall.dataset.failedText; }
      wall.classList.toggle("old", old);
      part("lost").hidden = !old;
      if (old) { part("lost-for").textContent = `${wall.dataset.lostText} ${long(age)}`; part("lost-since").textContent = `${wall.dataset.fromText} ${secondsOf.format(new Date(trueAt))}`; }
      for (const e of wall.querySelectorAll("[data-left]")) e.textContent = left(e.dataset.left);
      for (const e of wall.querySelectorAll("[data-slack]")) writeSlack(e);
      for (const e of wall.querySelectorAll(".w-fore")) writeForecast(e);
      wall.querySelectorAll(".w-pair").forEach(fitPair);
      const late = (boards.get(turn.names[turn.at]?.name)?.tiles ?? []).filter(t => t.isBad || passed(t)).length;
      if (!old && late !== worstWas) draw();
      rotate(old);
    };
    const rotate = old => {
      const many = turn.names.length > 1, now = turn.names[turn.at];
      if (old) turn.since = Date.now();
      const rest = turn.seconds - (Date.now() - turn.since) / 1000;
      if (many && rest <= 0) { turn.at = (turn.at + 1) % turn.names.length; turn.since = Date.now(); worst = null; draw(); return; }
      part("title").textContent = now?.title ?? part("title").textContent;
      if (part("dots").children.length !== (many ? turn.names.length : 0)) part("dots").replaceChildren(...(many ? turn.names.map(() => el("li")) : []));
      [...part("dots").children].forEach((dot, i) => dot.className = i === turn.at ? "on" : "");
      part("next").textContent = old ? (connected ? "" : `${wall.dataset.againText}${again > Date.now() ? ` ${Math.ceil((again - Date.now()) / 1000)} s` : ""}`)
        : many ? `${wall.dataset.nextText}: ${turn.names[(turn.at + 1) % turn.names.length].title} ${minutes(Math.max(0, rest))}` : wall.dataset.name ?? "";
    };
    tick(); setInterval(tick, 1000); listen();
    if (!wall.dataset.wall) setInterval(state, 24 * 3600 * 1000);
  }
})();
