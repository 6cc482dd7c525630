// Writes css/icons.css. Run after adding a line: npm install --no-save --prefix /tmp/icons lucide-static && node icons.mjs /tmp/icons/node_modules/lucide-static
// An icon is a css mask coloured by the text, so a row costs one element and the mockups' markup works: <i class="i i-truck"></i>.
import fs from "node:fs";

// Our name, then Lucide's. Names are the house's subjects, so that a picture can change without touching pages.
const lucide = {
  inbox: "inbox", board: "layout-dashboard", orders: "clipboard-list", scan: "scan-barcode", box: "package", truck: "truck", return: "undo-2",
  shelf: "warehouse", ticket: "ticket", queue: "list-todo", people: "users", cash: "banknote", invoice: "receipt-text", book: "book-open",
  bank: "landmark", bill: "file-text", report: "chart-column", upload: "upload", download: "download", search: "search", bell: "bell",
  sun: "sun", moon: "moon", system: "sun-moon", chev: "chevron-right", down: "chevron-down", up: "chevron-up", left: "chevron-left", x: "x", plus: "plus",
  check: "check", minus: "minus", copy: "copy", filter: "list-filter", columns: "columns-3", star: "star", clock: "clock", hold: "pause",
  play: "play", hand: "hand", link: "link", reply: "reply", note: "sticky-note", send: "send", clip: "paperclip", mail: "mail",
  phone: "phone", globe: "globe", user: "user", dots: "ellipsis", edit: "pencil", pin: "map-pin", print: "printer", undo: "undo",
  why: "circle-question-mark", tree: "list-tree", bolt: "zap", shield: "shield", wall: "monitor", gear: "settings", eye: "eye",
  swap: "arrow-left-right", arrow: "arrow-right", ret: "corner-down-left", flag: "flag", off: "wifi-off", sort: "arrow-down-up",
  gift: "gift", broom: "brush-cleaning", trash: "trash-2", key: "key-round", calendar: "calendar", history: "history", barcode: "barcode",
  refund: "hand-coins", scale: "scale", lock: "lock", unlock: "lock-open", tag: "tag", basket: "shopping-basket", store: "store",
  help: "life-buoy", leave: "log-out", keyboard: "keyboard", expand: "maximize-2", refresh: "refresh-cw", move: "move-right", percent: "percent",
  coins: "coins", archive: "archive", open: "external-link", split: "split", merge: "merge", image: "image", robot: "bot", building: "building-2",
  forklift: "forklift", pause2: "circle-pause", list: "list", file: "file", alarm: "alarm-clock", rank: "list-ordered", chart: "chart-line", at: "at-sign",
};

// Ours: filled shapes carry meaning (README of the mockups), rings carry progress. Drawn on 16.
const own = {
  ok: ["<circle cx='8' cy='8' r='6.5'/>", "M5 8.2 7.2 10.4 11.2 5.8"],
  warn: ["<path d='M8 1.6 15 14H1z' stroke='#000' stroke-width='1' stroke-linejoin='round'/>", "M8 6v3.6M8 11.8v.01"],
  bad: ["<path d='M5.3 1.5h5.4L14.5 5.3v5.4L10.7 14.5H5.3L1.5 10.7V5.3z'/>", "M8 4.6v4M8 11.2v.01"],
  info: ["<rect x='2' y='2' width='12' height='12' rx='3'/>", "M8 7.4v4M8 4.8v.01"],
  pause: ["<rect x='2' y='2' width='12' height='12' rx='3'/>", "M6.3 5.5v5M9.7 5.5v5"],
  q: ["<path d='M8 .8 15.2 8 8 15.2.8 8z'/>", "M6.6 6.4c.1-.9.7-1.3 1.4-1.3.8 0 1.4.5 1.4 1.2 0 1.1-1.4 1.1-1.4 2.2M8 10.9v.01"],
};
const ring = "<circle cx='8' cy='8' r='5.7' fill='none' stroke='#000' stroke-width='1.6'/>";
const line = d => `<path d='${d}' fill='none' stroke='#000' stroke-width='1.5' stroke-linecap='round' stroke-linejoin='round'/>`;
const rings = {
  draft: "<circle cx='8' cy='8' r='5.7' fill='none' stroke='#000' stroke-width='1.6' stroke-dasharray='2.2 2.28'/>",
  r0: ring, r1: ring + "<path d='M8 8V4.5A3.5 3.5 0 0 1 11.5 8z'/>", r2: ring + "<path d='M8 4.5a3.5 3.5 0 0 1 0 7z'/>",
  r3: ring + "<path d='M8 4.5a3.5 3.5 0 1 1-3.5 3.5H8z'/>", new: ring + "<circle cx='8' cy='8' r='2.6'/>",
  wait: ring + line("M8 4.8V8l2 1.6"), handed: ring + line("M5.6 8h4.6M8.5 6.2 10.3 8l-1.8 1.8"), cut: ring + line("M4.2 11.8 11.8 4.2"),
  merged: line("M4 2.5v3.2C4 8 8 8 8 10.5v3M12 2.5v3.2C12 8 8 8 8 10.5"),
};

const from = process.argv[2];
const url = svg => `url("data:image/svg+xml,${svg.replace(/\s+/g, " ").replace(/> </g, "><").replace(/"/g, "'").replace(/#/g, "%23").replace(/</g, "%3C").replace(/>/g, "%3E")}")`;
const rule = (name, svg) => `.i-${name} { --m: ${url(svg)}; }`;
const rules = [];
for (const [name, file] of Object.entries(lucide)) {
  const inner = fs.readFileSync(`${from}/icons/${file}.svg`, "utf8").replace(/^[\s\S]*?<svg[\s\S]*?>/, "").replace("</svg>", "").trim();
  rules.push(rule(name, `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='#000' stroke-width='2.1' stroke-linecap='round' stroke-linejoin='round'>${inner}</svg>`));
}
for (const [name, [shape, mark]] of Object.entries(own))
  rules.push(rule(name, `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><mask id='a'><rect width='16' height='16' fill='#fff'/><path d='${mark}' fill='none' stroke='#000' stroke-width='1.7' stroke-linecap='round' stroke-linejoin='round'/></mask><g mask='url(#a)'>${shape}</g></svg>`));
for (const [name, inner] of Object.entries(rings))
  rules.push(rule(name, `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>${inner}</svg>`));

fs.writeFileSync(new URL("css/icons.css", import.meta.url), `/* Written by icons.mjs; do not edit. Line icons: Lucide (ISC licence, https://lucide.dev/license). Filled shapes and rings: ours. */
.i { display: inline-block; width: 16px; height: 16px; flex: none; background: currentColor; -webkit-mask: var(--m) center / contain no-repeat; mask: var(--m) center / contain no-repeat; vertical-align: -3px; print-color-adjust: exact; -webkit-print-color-adjust: exact; forced-color-adjust: none; }
@media (forced-colors: active) { .i { background: CanvasText; } }
${rules.join("\n")}
`);
console.log(rules.length, "icons");
