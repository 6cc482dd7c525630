// The portal's only script beside Blazor's: what must happen in the browser, at once, without a round trip. See README.md for the markup.
(() => {
  const doc = document, root = doc.documentElement;
  const say = (el, name, detail) => el.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  const typing = el => el?.closest?.("input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true]");
  const words = () => root.lang.startsWith("es")
    ? { now: "ahora", ago: t => `hace ${t}`, min: "min", h: "h", d: "d", slow: "lento", gone: "sin conexión" }
    : { now: "now", ago: t => `${t} ago`, min: "min", h: "h", d: "d", slow: "slow", gone: "gone" };

  // ---------- times: the server writes the instant, the browser writes the words
  const locale = () => root.lang.startsWith("es") ? "es-ES" : "en-GB";
  const formats = {};
  const format = (kind, options) => formats[kind + root.lang] ??= new Intl.DateTimeFormat(locale(), options);
  // The server may live in another minute than this computer (a wrong clock, a simulated day): what is left is counted on its clock.
  const started = doc.querySelector("meta[name=server-now]")?.content;
  const skew = started ? Math.round((new Date(started) - Date.now()) / 1000) * 1000 : 0;
  const now = () => Date.now() + (Math.abs(skew) > 3000 ? skew : 0);
  const dayOf = d => Math.floor((d.getTime() - d.getTimezoneOffset() * 60000) / 86400000);
  const span = ms => {
    const w = words(), minutes = Math.floor(ms / 60000);
    if (minutes < 60) return `${minutes} ${w.min}`;
    if (minutes < 1440) return `${Math.floor(minutes / 60)} ${w.h}${minutes % 60 ? " " + String(minutes % 60).padStart(2, "0") : ""}`;
    return `${Math.floor(minutes / 1440)} ${w.d}`;
  };
  const clock = d => format("time", { hour: "2-digit", minute: "2-digit", hour12: false }).format(d);
  const date = d => format(d.getFullYear() === new Date(now()).getFullYear() ? "day" : "year",
    d.getFullYear() === new Date(now()).getFullYear() ? { day: "numeric", month: "short" } : { day: "numeric", month: "short", year: "numeric" }).format(d);
  const moment = d => {
    const days = dayOf(d) - dayOf(new Date(now()));
    if (days === 0) return clock(d);
    if (Math.abs(days) < 7) return `${format("week", { weekday: "short" }).format(d)} ${clock(d)}`;
    return `${date(d)} ${clock(d)}`;
  };
  const write = el => {
    const raw = el.getAttribute("datetime");
    if (!raw) return;
    const onlyDay = raw.length === 10, at = new Date(onlyDay ? raw + "T00:00:00" : raw);
    if (isNaN(at)) return;
    const gap = at - now();
    let text;
    switch (el.dataset.as) {
      case "day": text = date(at); break;
      case "today": text = format("today", { weekday: "long", day: "numeric", month: "long" }).format(at); break;
      case "ago": text = gap > -60000 && gap < 60000 ? words().now : gap < 0 && gap > -86400000 ? words().ago(span(-gap)) : moment(at); break;
      case "left": {
        const state = gap < 0 ? "late" : gap < (el.dataset.soon ?? 30) * 60000 ? "soon" : "fine";
        if (el.dataset.state !== state) el.dataset.state = state;
        // Beyond eight hours nobody counts minutes; they ask for the day and the hour.
        text = gap < 0 ? (gap > -172800000 ? "−" + span(-gap) : moment(at)) : gap < 28800000 ? span(gap) : moment(at);
        break;
      }
      case "until": {
        const state = gap < 0 ? "late" : gap < (el.dataset.soon ?? 30) * 60000 ? "soon" : "fine";
        if (el.dataset.state !== state) el.dataset.state = state;
        text = gap < 0 ? "−" + span(-gap) : span(gap);
        break;
      }
      // The end of what is being done at a known pace: later by as much as the next one is late, and unknown once an hour went by without one.
      case "packed": {
        const { last, due, done, hand, many, notToday, stale } = el.dataset, one = +el.dataset.gap, idle = now() - new Date(last);
        const end = new Date(+at + Math.max(0, idle - one)), by = new Date(due), spare = by - end, isToday = d => dayOf(d) === dayOf(new Date(now()));
        const say = (text, ...values) => text.replace(/\{(\d)\}/g, (_, i) => values[i]), isOld = idle > 3600000;
        const state = isOld ? "old" : spare < 0 ? "late" : spare < el.dataset.soon * 60000 ? "soon" : "fine";
        if (el.dataset.state !== state) el.dataset.state = state;
        text = isOld ? stale : spare < 0 ? say(many, Math.ceil(-spare / one)) : !isToday(end) ? notToday : isToday(by) ? say(hand, clock(end), span(spare)) : say(done, clock(end));
        break;
      }
      default: text = moment(at);
    }
    if (el.textContent !== text) el.textContent = text;
    if (!el.title) el.title = format(onlyDay ? "longday" : "long", onlyDay ? { dateStyle: "full" } : { dateStyle: "full", timeStyle: "long" }).format(at);
  };
  const writeAll = within => within.querySelectorAll?.("time[data-as]").forEach(write);
  setInterval(() => doc.hidden || writeAll(doc), 10000);

  // ---------- rows: the changed cell marks itself once; focus inside a replaced row is given back by (id, do)
  const cells = new WeakMap(), lastFocus = { row: null, deed: null };
  const read = row => [...row.children].map(cell => cell.textContent);
  const see = row => {
    const before = cells.get(row), after = read(row);
    cells.set(row, after);
    if (!before || before.length !== after.length) return;
    after.forEach((text, i) => {
      if (text === before[i] || row.children[i].querySelector("time[data-as=left], time[data-as=ago]")) return;
      row.children[i].classList.remove("changed"); void row.children[i].offsetWidth; row.children[i].classList.add("changed");
    });
  };
  doc.addEventListener("focusin", e => {
    lastFocus.row = e.target.closest?.("[data-list] [data-id]") ?? null;
    lastFocus.deed = e.target.closest?.("[data-do]")?.dataset.do ?? null;
  });
  doc.addEventListener("pointerdown", () => { lastFocus.row = null; }, true);
  const giveFocusBack = () => {
    if (!lastFocus.row || doc.activeElement !== doc.body) return;
    const row = lastFocus.row.isConnected ? lastFocus.row : doc.querySelector(`[data-list] [data-id="${CSS.escape(lastFocus.row.dataset.id)}"]`);
    if (!row) return;
    const deed = lastFocus.deed && row.querySelector(`[data-do="${CSS.escape(lastFocus.deed)}"]`);
    (deed || row).focus({ preventScroll: true });
  };

  new MutationObserver(changes => {
    const rows = new Set();
    let head = null;
    for (const change of changes) {
      const target = change.target.nodeType === 1 ? change.target : change.target.parentElement;
      if (!target) continue;
      if (change.type === "attributes") {
        if (change.attributeName === "data-drafted") { if (target.dataset.drafted) fillIn(target); }
        else if (change.attributeName === "datetime" || change.attributeName === "data-as") { target.title = ""; write(target); }
        else sound(target);
        continue;
      }
      const row = target.closest("[data-list] [data-id]");
      if (row) rows.add(row);
      for (const node of change.addedNodes) {
        if (node.nodeType !== 1) continue;
        if (node.matches("[data-leave]")) leave(node.dataset.leave);
        if (node.matches("time[data-as]")) write(node); else writeAll(node);
        if (node.matches("[data-sound]")) sound(node); else node.querySelectorAll("[data-sound]").forEach(sound);
        // A tab that is opened behind another one has never been looked at.
        if (doc.hidden && node.matches("[data-tab]")) say(node, "tabseen", { seen: false });
        head ??= node.matches("h1[tabindex]") ? node : node.querySelector("h1[tabindex]");
        if (node.matches("[data-list] [data-id]")) rows.add(node); else node.querySelectorAll("[data-list] [data-id]").forEach(r => rows.add(r));
        if (node.matches("[popover][data-form]")) openAgain(node); else node.querySelectorAll("[popover][data-form]").forEach(openAgain);
        if (node.matches("[data-drafted]")) fillIn(node); else node.querySelectorAll("[data-drafted]").forEach(fillIn);
        const form = node.closest(".drafted");
        if (form && filling.has(form)) fill(form);
        if (kept.length && (node.matches("input, textarea") || node.querySelector("input, textarea"))) giveTextBack();
        if (node.matches("[autofocus]") || node.querySelector("[autofocus]")) (node.matches("[autofocus]") ? node : node.querySelector("[autofocus]")).focus();
      }
    }
    // The head of a page that had to be read first: the keyboard goes on from there.
    if (head && (!doc.activeElement || doc.activeElement === doc.body)) head.focus({ preventScroll: true });
    rows.forEach(row => { if (!row.hasAttribute("tabindex")) row.tabIndex = -1; see(row); });
    if (rows.size) giveFocusBack();
    afterChip();
    placeBack();
  }).observe(doc, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["datetime", "data-as", "data-drafted", "data-sound", "data-sound-key"] });

  // ---------- a popover that holds a form stands in the address while it is open, so that it is open again after a restart
  const formInAddress = () => new URL(location).searchParams.get("form");
  const openAgain = pop => { if (formInAddress() === pop.id && !pop.matches(":popover-open")) pop.showPopover(); };
  doc.addEventListener("toggle", e => {
    if (!e.target.matches?.("[popover][data-form]") || (e.newState === "open") === (formInAddress() === e.target.id)) return;
    const to = new URL(location);
    if (e.newState === "open") to.searchParams.set("form", e.target.id); else to.searchParams.delete("form");
    history.replaceState(history.state, "", to);
  }, true);

  // ---------- lists: one delegated event for a table, and "a hand is in it"
  const deed = (row, what, extra) => say(row, "rowdeed", { id: row.dataset.id, do: what, shift: !!extra?.shiftKey });
  const open = (row, e) => {
    const href = row.dataset.href ?? row.closest("[data-list]").dataset.href?.replace("{id}", row.dataset.id);
    if (!href) return deed(row, "open", e);
    if (e.ctrlKey || e.metaKey) window.open(href, "_blank"); else go(href);
  };
  const go = href => window.Blazor?.navigateTo ? Blazor.navigateTo(href) : location.assign(href);
  doc.addEventListener("click", e => {
    const row = e.target.closest?.("[data-list] [data-id]");
    if (!row) return;
    const button = e.target.closest("[data-do]");
    if (button && row.contains(button)) { if (!button.disabled) deed(row, button.dataset.do, e); return; }
    if (e.target.closest("a, button, input, label, select, summary, [popover]") || String(getSelection())) return;
    row.focus({ preventScroll: true });
    open(row, e);
  });
  const held = new Map();
  const hold = (list, why, on) => {
    const reasons = held.get(list) ?? new Set(), before = reasons.size;
    on ? reasons.add(why) : reasons.delete(why);
    held.set(list, reasons);
    if (!!before !== !!reasons.size) say(list, "listheld", { held: !!reasons.size });
  };
  const lists = e => e.target.closest?.("[data-list]");
  doc.addEventListener("pointerover", e => { const list = lists(e); if (list && e.pointerType !== "touch") hold(list, "pointer", true); });
  doc.addEventListener("pointerout", e => { const list = lists(e); if (list && !list.contains(e.relatedTarget)) hold(list, "pointer", false); });
  doc.addEventListener("focusin", e => { const list = lists(e); if (list) hold(list, "focus", true); });
  doc.addEventListener("focusout", e => {
    const list = lists(e);
    if (!list || e.relatedTarget && list.contains(e.relatedTarget)) return;
    if (e.relatedTarget) hold(list, "focus", false);
    // To nowhere: another window has it (the hand may come back), or what had it is gone and may be given it again at once.
    else setTimeout(() => { if (doc.hasFocus() && !list.contains(doc.activeElement)) hold(list, "focus", false); }, 100);
  });
  // The chip goes when it is pressed: whoever pressed it by key goes on at the first row.
  let pressedChip = null;
  doc.addEventListener("click", e => { if (e.detail === 0 && e.target.closest?.(".newchip")) pressedChip = lists(e); });
  const afterChip = () => {
    if (!pressedChip || pressedChip.querySelector(".newchip")) return;
    const row = pressedChip.querySelector("[data-id]");
    pressedChip = null;
    if (row && (!doc.activeElement || doc.activeElement === doc.body)) { row.tabIndex = -1; row.focus({ preventScroll: true }); }
  };
  const listKeys = e => {
    const list = doc.activeElement?.closest?.("[data-list]") ?? doc.querySelector("main [data-list]");
    if (!list) return false;
    const rows = [...list.querySelectorAll("[data-id]")], here = doc.activeElement?.closest?.("[data-id]"), at = rows.indexOf(here);
    const to = { j: at + 1, ArrowDown: at + 1, k: at - 1, ArrowUp: at - 1 }[e.key];
    if (to !== undefined && (e.key.length === 1 || at >= 0)) {
      const next = rows[Math.max(0, Math.min(rows.length - 1, to))];
      if (next) { next.tabIndex = -1; next.focus(); next.scrollIntoView({ block: "nearest" }); return true; }
    }
    if (!here) return false;
    if (e.key === "x") { deed(here, "select", e); return true; }
    if (e.key === "Enter" && doc.activeElement === here) {
      // The row is open beside the list: Enter goes on with what the page offers for it.
      const next = here.classList.contains("sel") && [...doc.querySelectorAll('[data-key="enter" i]')].find(el => visible(el) && !el.disabled);
      if (next) next.click(); else open(here, e);
      return true;
    }
    return false;
  };

  // A table of buttons is one stop of the tab key; the arrows go through it.
  const gridKeys = e => {
    const button = doc.activeElement?.closest?.("[data-grid] button");
    if (!button || !{ ArrowDown: 1, ArrowUp: 1, ArrowLeft: 1, ArrowRight: 1, Home: 1, End: 1 }[e.key]) return false;
    const rows = [...button.closest("[data-grid]").querySelectorAll("tr")].map(row => [...row.querySelectorAll("button")]).filter(row => row.length);
    const at = rows.findIndex(row => row.includes(button)), column = rows[at].indexOf(button);
    const row = rows[Math.max(0, Math.min(rows.length - 1, at + ({ ArrowDown: 1, ArrowUp: -1 }[e.key] ?? 0)))];
    const to = { Home: 0, End: row.length - 1 }[e.key] ?? column + ({ ArrowLeft: -1, ArrowRight: 1 }[e.key] ?? 0);
    row[Math.max(0, Math.min(row.length - 1, to))].focus();
    return true;
  };
  // Set where the focus is: what the server renders anew keeps the stop, as the attribute is not its own.
  const oneStop = grid => {
    const all = [...grid.querySelectorAll("button")], at = all.includes(doc.activeElement) ? doc.activeElement : all.find(b => b.tabIndex === 0 && b.hasAttribute("tabindex")) ?? all[0];
    for (const b of all) { const stop = b === at ? 0 : -1; if (b.getAttribute("tabindex") !== String(stop)) b.setAttribute("tabindex", stop); }
  };
  doc.addEventListener("focusin", e => { const grid = e.target.closest?.("[data-grid]"); if (grid) oneStop(grid); });

  // ---------- keys
  const visible = el => el.getClientRects().length > 0;
  let first = null;
  const byKey = e => {
    const key = e.key.toLowerCase(), all = [...doc.querySelectorAll("[data-key]")].filter(el => visible(el) && !el.disabled || el.closest(".nav"));
    const pair = first && all.find(el => el.dataset.key.toLowerCase() === `${first} ${key}`);
    first = null;
    const hit = pair || all.find(el => el.dataset.key.toLowerCase() === key);
    if (hit) { hit.click(); return true; }
    if (all.some(el => el.dataset.key.toLowerCase().startsWith(key + " "))) { first = key; setTimeout(() => first = null, 1200); return true; }
    return false;
  };
  doc.addEventListener("keydown", e => {
    if (scan(e)) return;
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") { e.preventDefault(); show("palette"); return; }
    const box = doc.querySelector("dialog[open]");
    if (box?.id === "palette") { paletteKeys(e, box); return; }
    if ((e.ctrlKey || e.metaKey) && e.key === "Enter") { const hit = [...doc.querySelectorAll('[data-key="ctrl enter" i]')].find(visible); if (hit) { e.preventDefault(); hit.click(); } return; }
    if (box || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || typing(e.target) || e.target.closest?.(".mud-dialog, .mud-popover")) return;
    if (e.key === "/") { e.preventDefault(); show("palette"); return; }
    if (e.key === "?") { e.preventDefault(); listShortcuts(); show("keys"); return; }
    if (gridKeys(e) || e.key.length === 1 && !first && listKeys(e) || e.key.length > 1 && listKeys(e) || e.key.length === 1 && byKey(e)) e.preventDefault();
  });

  // ---------- palette and shortcut list: dialogs that open without a round trip
  const show = id => {
    const box = doc.getElementById(id);
    if (!box || box.open) return;
    box.showModal();
    const input = box.querySelector("input");
    if (input) { input.focus(); input.select(); here(input.value); }
  };
  const label = el => el.dataset.label ?? el.getAttribute("aria-label") ?? [...el.childNodes].filter(n => n.nodeType !== 8 && !(n.classList?.contains("kbd") || n.classList?.contains("n"))).map(n => n.textContent).join("").trim();
  const shownKey = key => key.split(" ").map(k => k.length === 1 ? k.toUpperCase() : k[0].toUpperCase() + k.slice(1)).join(" ");
  // What the open page itself offers: every element with a key is an action, found by its words.
  const here = term => {
    const into = doc.querySelector("#palette [data-here]");
    if (!into) return;
    const all = [...doc.querySelectorAll("[data-key], .nav a")].filter(el => !el.disabled && label(el).toLowerCase().includes(term.trim().toLowerCase())).slice(0, term ? 8 : 6);
    into.replaceChildren(...all.map(el => {
      const li = doc.createElement("li"), icon = doc.createElement("i"), text = doc.createElement("span");
      li.role = "option"; icon.className = el.querySelector(".i")?.className ?? "i i-bolt"; text.textContent = label(el);
      li.append(icon, text);
      if (el.dataset.key) { const kbd = doc.createElement("span"); kbd.className = "kbd end"; kbd.textContent = shownKey(el.dataset.key); li.append(kbd); }
      li.addEventListener("click", () => el.click());
      return li;
    }));
    mark(doc.getElementById("palette"), 0);
  };
  const options = box => [...box.querySelectorAll("[role=option]")].filter(visible);
  const mark = (box, to) => options(box).forEach((option, i) => {
    option.setAttribute("aria-selected", i === to);
    option.id ||= "option-" + Math.random().toString(36).slice(2);
    if (i === to) { box.querySelector("input")?.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
  });
  const paletteKeys = (e, box) => {
    const all = options(box), at = all.findIndex(o => o.getAttribute("aria-selected") === "true");
    if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); mark(box, (at + (e.key === "ArrowDown" ? 1 : -1) + all.length) % all.length); }
    if (e.key === "Enter") { e.preventDefault(); (all[at] ?? all[0])?.click(); }
  };
  doc.addEventListener("input", e => { if (e.target.closest("#palette")) here(e.target.value); });
  new MutationObserver(() => { const box = doc.getElementById("palette"); if (box?.open && !options(box).some(o => o.getAttribute("aria-selected") === "true")) mark(box, 0); }).observe(doc, { subtree: true, childList: true });
  const listShortcuts = () => {
    const into = doc.querySelector("#keys [data-here]");
    into?.replaceChildren(...[...doc.querySelectorAll("[data-key]")].filter((el, i, all) => all.findIndex(o => o.dataset.key === el.dataset.key) === i).map(el => {
      const li = doc.createElement("li"), kbd = doc.createElement("span");
      kbd.className = "kbd"; kbd.textContent = shownKey(el.dataset.key);
      li.append(label(el), kbd);
      return li;
    }));
  };

  // ---------- clicks that need no server
  doc.addEventListener("click", e => {
    const box = e.target.closest?.("dialog");
    if (box?.open && (e.target === box || e.target.closest("[role=option], a[href], [data-close]"))) box.close();
    const opener = e.target.closest?.("[data-open]");
    if (opener) { if (opener.dataset.open === "keys") listShortcuts(); show(opener.dataset.open); }
    const theme = e.target.closest?.("[data-theme-choice]:not(html)");
    if (theme) backOfficeTheme(theme.dataset.themeChoice);
    const density = e.target.closest?.("[data-density-choice]");
    if (density) { density.dataset.densityChoice ? localStorage.setItem("density", density.dataset.densityChoice) : localStorage.removeItem("density"); dispatchEvent(new Event("storage")); }
    const copy = e.target.closest?.("[data-copy]");
    if (copy) { navigator.clipboard?.writeText(copy.dataset.copy); copy.classList.add("done"); setTimeout(() => copy.classList.remove("done"), 1500); }
    if (e.target.closest?.("[popover].menu a, [popover].menu button")) e.target.closest("[popover]").hidePopover?.();
    // A button that leads to a field: whoever pressed it goes on typing there, as soon as it is shown.
    const leads = e.target.closest?.("[data-into]")?.dataset.into;
    if (leads) whenShown(leads);
    if (e.target.closest?.("[data-reload]")) location.reload();
    if (e.target.closest?.("[data-print]")) print();
  });
  // Until it is there, or three seconds have passed, or the person types elsewhere.
  const whenShown = leads => {
    const focus = () => { const field = doc.querySelector(leads); if (field && !typing(doc.activeElement)) field.focus(); return field || typing(doc.activeElement); };
    // The press itself ends first: it takes the focus.
    setTimeout(() => {
      if (focus()) return;
      const watch = new MutationObserver(() => { if (focus()) watch.disconnect(); });
      watch.observe(doc.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["hidden", "disabled"] });
      setTimeout(() => watch.disconnect(), 3000);
    });
  };
  doc.addEventListener("submit", e => { const here = e.target.querySelector("[data-here-address]"); if (here) here.value = location.pathname + location.search; });
  let invoker = null;
  doc.addEventListener("click", e => { invoker = e.target.closest?.("[popovertarget]") ?? invoker; }, true);
  doc.addEventListener("toggle", e => {
    const pop = e.target;
    if (e.newState !== "open" || !pop.matches?.(".pop") || !invoker) return;
    const by = invoker.getBoundingClientRect(), box = pop.getBoundingClientRect();
    pop.style.left = Math.max(8, Math.min(by.left, innerWidth - box.width - 8)) + "px";
    pop.style.top = (by.bottom + 6 + box.height > innerHeight ? Math.max(8, by.top - box.height - 6) : by.bottom + 6) + "px";
  }, true);
  doc.addEventListener("dragover", e => e.target.closest?.(".drop")?.classList.add("over"));
  ["dragleave", "drop"].forEach(name => doc.addEventListener(name, e => e.target.closest?.(".drop")?.classList.remove("over")));

  // ---------- hand scanner: a keyboard faster than any hand, ending in Enter
  const burst = { text: "", at: 0, field: null, before: "" };
  const scan = e => {
    if (!e.isTrusted || e.ctrlKey || e.metaKey || e.altKey) return false;
    const gap = e.timeStamp - burst.at;
    burst.at = e.timeStamp;
    if (e.key.length === 1) {
      if (gap > 40 || !burst.text) { burst.text = ""; burst.field = typing(e.target); burst.before = burst.field?.value ?? ""; }
      burst.text += e.key;
      return burst.text.length > 2 && !typing(e.target);
    }
    if (e.key !== "Enter" || gap > 60 || burst.text.length < 4) { if (e.key !== "Shift") burst.text = ""; return false; }
    const into = doc.querySelector("[data-scan]"), code = burst.text;
    burst.text = "";
    if (!into || burst.field === into) return false;
    e.preventDefault();
    if (burst.field) put(burst.field, burst.before);
    into.focus(); put(into, code);
    into.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true, cancelable: true }));
    into.form?.requestSubmit();
    return true;
  };
  const put = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // ---------- sounds: three that differ with eyes closed
  let audio = null;
  const wake = () => { audio ??= new AudioContext(); audio.resume?.(); };
  ["pointerdown", "keydown"].forEach(name => doc.addEventListener(name, wake, { once: true, capture: true }));
  const tones = { ok: [[880, 0, .07], [1320, .07, .09]], wrong: [[196, 0, .16], [147, .18, .26]], over: [[523, 0, .08], [523, .12, .08], [392, .24, .16]], chime: [[660, 0, .18], [990, .16, .4]] };
  const heard = new WeakMap();
  function sound(el) {
    const kind = el.dataset?.sound, key = kind + (el.dataset?.soundKey ?? "");
    if (!tones[kind] || heard.get(el) === key || !audio) return;
    heard.set(el, key);
    for (const [pitch, at, long] of tones[kind]) {
      const tone = audio.createOscillator(), gain = audio.createGain(), t = audio.currentTime + at;
      tone.type = kind === "wrong" ? "square" : "sine"; tone.frequency.value = pitch;
      gain.gain.setValueAtTime(.0001, t); gain.gain.exponentialRampToValueAtTime(.16, t + .01); gain.gain.exponentialRampToValueAtTime(.0001, t + long);
      tone.connect(gain).connect(audio.destination); tone.start(t); tone.stop(t + long + .02);
    }
  }

  // ---------- where the page was scrolled to survives a reload that the person did not ask for, and a circuit that slept
  const regions = () => [...doc.querySelectorAll(".sheet .body, .sheet .split > *, .sheet .msgs")];
  let places = [];
  const notePlaces = () => { places = regions().map((el, nth) => ({ nth, top: Math.round(el.scrollTop) })).filter(place => place.top > 0); };
  const placeBack = () => {
    if (!places.length) return;
    const all = regions();
    places = places.filter(({ nth, top }) => {
      const el = all[nth];
      if (!el || el.scrollHeight - el.clientHeight < top) return true;
      el.scrollTop = top;
      return false;
    });
  };
  // Who scrolls meanwhile goes where they want.
  for (const what of ["wheel", "pointerdown", "keydown"]) doc.addEventListener(what, () => { places = []; }, { passive: true, capture: true });

  // ---------- what was typed survives a reload that the person did not ask for
  let kept = [];
  const typed = new Set();
  const nameOf = field => field.dataset.keep ?? (field.getAttribute("aria-label") || field.labels?.[0]?.textContent.trim() || field.name || field.placeholder || "");
  doc.addEventListener("input", e => { if (e.isTrusted && typing(e.target) && e.target.type !== "password" && e.target.type !== "file") typed.add(e.target); });
  let isKept = false;
  const keep = (minutes = 3, which = "*") => {
    isKept = true;
    const texts = [...typed].filter(f => f.isConnected && f.value && nameOf(f) && f.matches(which)).map(f => ({ name: nameOf(f), value: f.value }));
    notePlaces();
    if (texts.length || places.length) sessionStorage.setItem("kept", JSON.stringify({ path: location.pathname, who: root.dataset.who, until: Date.now() + minutes * 60000, texts, places }));
  };
  const giveTextBack = () => {
    kept = kept.filter(one => {
      const field = [...doc.querySelectorAll("input, textarea")].find(f => nameOf(f) === one.name && !f.disabled);
      if (!field) return true;
      // What the portal kept may be what stood there a moment before.
      if (!field.value || one.value.length > field.value.length && one.value.startsWith(field.value)) { put(field, one.value); typed.add(field); }
      return false;
    });
  };
  try {
    const was = JSON.parse(sessionStorage.getItem("kept") ?? "null");
    // Signed out in between, it waits until the same person is back on the same page; nobody else is given it.
    const back = was && was.path === location.pathname, other = root.dataset.who && was?.who !== root.dataset.who;
    if (was && (back || other || was.until <= Date.now())) sessionStorage.removeItem("kept");
    if (back && !other && was.until > Date.now()) { [kept, places] = [was.texts, was.places ?? []]; setTimeout(() => { kept = []; places = []; }, 60000); }
  } catch { /* a damaged note is worth nothing; the page opens empty */ }
  const reload = () => { keep(); location.reload(); };
  // Who signs out by this very page is led on by the answer to its form (to the directory too); nothing may overtake that.
  let isSigningOut = false;
  doc.addEventListener("submit", e => { if (e.target.id === "sign-out") isSigningOut = true; });
  // Asked for in the middle of a word (F5): of texts and forms that are kept anyway, what the portal has not heard yet. A filter begins anew.
  addEventListener("pagehide", () => { if (!isKept && !isSigningOut) keep(3, ".draft, .drafted *"); });
  const leave = to => { keep(10); if (!isSigningOut) location.assign(to); };

  // ---------- forms (Drafted.razor) tell the server what stands in their fields, and are filled in again with what it kept
  const fieldsOf = form => {
    const seen = {}, all = new Map();
    for (const field of form.querySelectorAll("input, textarea, select")) {
      if (["password", "file", "hidden", "button", "submit"].includes(field.type) || field.matches(".draft, [data-unkept]")) continue;
      const name = field.id && !field.id.startsWith("mud") ? field.id : nameOf(field), nth = seen[name] = (seen[name] ?? 0) + 1;
      if (name) all.set(nth > 1 ? `${name}#${nth}` : name, field);
    }
    return all;
  };
  const isCheck = field => field.type === "checkbox" || field.type === "radio";
  const drafting = new WeakMap(), filling = new WeakMap();
  const draft = form => {
    clearTimeout(drafting.get(form));
    if (!form.isConnected) return;
    const fields = JSON.stringify(Object.fromEntries([...fieldsOf(form)].map(([name, field]) => [name, isCheck(field) ? String(field.checked) : field.value])));
    // A circuit takes 32 KB at once; a longer text is kept in the browser only.
    if (fields.length < 20000) say(form, "draft", { fields });
  };
  const drafted = e => e.isTrusted && e.target.type !== "password" ? e.target.closest?.(".drafted") : null;
  doc.addEventListener("input", e => { const form = drafted(e); if (form) { clearTimeout(drafting.get(form)); drafting.set(form, setTimeout(() => draft(form), 500)); } });
  doc.addEventListener("change", e => { const form = drafted(e); if (form) draft(form); });
  const fill = form => {
    const wanted = filling.get(form);
    if (!wanted || Date.now() > wanted.until) return;
    const fields = fieldsOf(form);
    for (const [name, value] of Object.entries(wanted.values)) {
      const field = fields.get(name);
      if (!field) continue;
      delete wanted.values[name];
      if (typed.has(field)) continue;
      if (isCheck(field)) { if (String(field.checked) !== value) field.click(); }
      else if (field.value !== value) put(field, value);
    }
  };
  const fillIn = form => {
    try { filling.set(form, { values: JSON.parse(form.dataset.drafted), until: Date.now() + 15000 }); } catch { return; }
    fill(form);
  };

  // ---------- the connection: measured, and a banner when it is gone
  const lost = () => doc.getElementById("components-reconnect-modal");
  let gone = false, delay = null;
  // What was typed since the portal last answered may never have reached it: said again when the line is back.
  const unheard = new Map();
  doc.addEventListener("input", e => { if (e.target.matches?.("textarea, select, input:not([type=file], [type=checkbox], [type=radio])")) unheard.set(e.target, performance.now()); }, true);
  const sayAgain = () => {
    for (const el of unheard.keys()) if (el.isConnected) for (const kind of ["input", "change"]) el.dispatchEvent(new Event(kind, { bubbles: true }));
  };
  const paint = () => doc.querySelectorAll("[data-live]").forEach(el => {
    el.querySelector(".livedot")?.classList.toggle("gone", gone);
    el.querySelector(".livedot")?.classList.toggle("slow", !gone && delay > 800);
    const text = el.querySelector("[data-live-ms]");
    if (text) text.textContent = gone ? words().gone : delay === null ? "" : `${delay} ms`;
  });
  const measure = async () => {
    if (doc.hidden || gone || !window.DotNet || !doc.querySelector("[data-live]")) return;
    try {
      const at = performance.now();
      await DotNet.invokeMethodAsync("BackOffice.Ui", "Echo");
      delay = Math.max(1, Math.round(performance.now() - at));
      for (const [el, when] of unheard) if (when < at) unheard.delete(el);
    } catch { return; }
    paint();
  };
  setInterval(measure, 10000);
  const alive = async () => { try { return (await fetch("/health/live", { cache: "no-store" })).ok; } catch { return false; } };
  const wait = ms => new Promise(done => setTimeout(done, ms));
  let waiting = false;
  // The circuit is gone for good (the server was restarted): come back when it answers, not all at the same moment.
  const comeBack = async () => {
    if (waiting) return;
    waiting = true;
    while (!await alive()) await wait(1000 + Math.random() * 1000);
    await wait(Math.random() * Number(root.dataset.jitter ?? 5000));
    reload();
  };
  const state = async kind => {
    const was = gone;
    gone = kind !== "hide" && kind !== "resume";
    const bar = lost();
    if (bar) {
      bar.classList.toggle("lost", gone);
      if (gone && !was) { keep(); const at = bar.querySelector("[data-since]"); if (at) at.textContent = clock(new Date()) + ":" + String(new Date().getSeconds()).padStart(2, "0"); }
    }
    doc.querySelector(".sheet")?.classList.toggle("stale", gone);
    paint();
    if (kind === "rejected" || kind === "failed" || kind === "resume-failed") comeBack();
    if (!gone && was) { sayAgain(); measure(); }
  };
  // Captured, since this event does not bubble.
  doc.addEventListener("components-reconnect-state-changed", e => state(e.detail.state), true);
  doc.addEventListener("click", async e => { if (e.target.closest?.("[data-reconnect]")) { if (!await window.Blazor?.reconnect?.().catch(() => false)) comeBack(); } });
  // A hand on the page is what keeps a session awake, not what the page does by itself; told at most every half minute.
  let acted = Date.now();
  for (const what of ["pointerdown", "keydown"]) doc.addEventListener(what, () => {
    if (doc.hidden || gone || Date.now() - acted < Number(root.dataset.awake ?? 30000)) return;
    acted = Date.now();
    doc.querySelectorAll("[data-tab]").forEach(el => say(el, "tabseen", { seen: true, acted: true }));
  }, true);
  // A tab hidden for ten minutes gives its circuit back; it comes alive again when it is looked at.
  let asleep = null, paused = false;
  doc.addEventListener("visibilitychange", async () => {
    doc.querySelectorAll("[data-tab]").forEach(el => say(el, "tabseen", { seen: !doc.hidden }));
    clearTimeout(asleep);
    if (doc.hidden) asleep = setTimeout(async () => { keep(); paused = await window.Blazor?.pauseCircuit?.().catch(() => false); }, 600000);
    else {
      writeAll(doc);
      if (paused) { paused = false; notePlaces(); if (!await window.Blazor.resumeCircuit().catch(() => false)) reload(); }
      measure();
    }
  });

  // ---------- start
  if (window.Blazor) {
    for (const name of ["rowdeed", "listheld", "tabseen", "draft"]) Blazor.registerCustomEventType(name, { createEventArgs: e => e.detail });
    if (doc.currentScript?.hasAttribute("data-circuit"))
      // A lost network is noticed within seconds; the server's pings keep hidden tabs awake enough to answer.
      Blazor.start({ circuit: { configureSignalR: builder => builder.withKeepAliveInterval(5000).withServerTimeout(15000), reconnectionOptions: { maxRetries: 100000, retryIntervalMilliseconds: tries => Math.min(5000, 200 * 2 ** tries) + Math.random() * 500 } } }).then(() => { measure(); setTimeout(measure, 1500); });
  }
  writeAll(doc);
})();
