// Pictures of the seminar and the explorer: a fan, bars and tiles, each with a sentence and a table.
// No dependencies. Colours are those of style.css; shape and words carry everything that they carry.

const SVG = "http://www.w3.org/2000/svg";

export function number(value, digits = 3) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString("en").replace("-", "−");
  return Number(value.toPrecision(digits)).toString().replace("-", "−");
}

export const signed = (value) => (value > 0 ? "+" : "") + number(value);

export function node(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// The width of a picture: that of the page, up to a bound, so that its words stay readable. It is
// read when the page changes its size: to read it while drawing would lay out the page each time.
let wide = document.documentElement.clientWidth;
addEventListener("resize", () => { wide = document.documentElement.clientWidth; });
export const fitting = () => Math.max(260, Math.min(560, wide - 68));

// Size of the text in a picture, in pixels.
const TEXT = 13;

// Round steps of an axis between two ends.
export function steps(low, high, wanted = 4) {
  const rough = (high - low) / wanted || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough);
  const found = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step * 1e-9; at += step) {
    found.push(Math.abs(at) < step * 1e-9 ? 0 : at);
  }
  return found;
}

const known = (values) => values.filter((value) => value !== null && value !== undefined);

// A fan: the median, the band of nine runs in ten, and where there is one the baseline's median.
// data: {months, low, mid, high, base?, begins?, range?, title, unit, sentence}; a range holds still
// while the fan moves. All sizes follow that of the text, which style.css sets.
export function fan(svg, data, { width = fitting(), height = 260, text = TEXT } = {}) {
  const box = { left: text * 3.5, right: text, top: text, bottom: text * 2.3 };
  const all = known([...data.low, ...data.high, ...(data.base ?? [])]);
  if (!all.length) { svg.replaceChildren(); return; }
  let [low, high] = data.range ?? [Math.min(...all), Math.max(...all)];
  if (low === high) { low -= 1; high += 1; }
  const across = (i) => box.left + (i * (width - box.left - box.right)) / Math.max(1, data.months.length - 1);
  const up = (v) => height - box.bottom - ((v - low) * (height - box.top - box.bottom)) / (high - low);
  const line = (values) => values
    .map((v, i) => (v === null ? "" : `${i && values[i - 1] !== null ? "L" : "M"}${across(i).toFixed(1)} ${up(v).toFixed(1)}`))
    .join("");
  const there = data.mid.map((v, i) => i).filter((i) => data.low[i] !== null && data.high[i] !== null);
  const band = there.map((i) => `${across(i).toFixed(1)},${up(data.high[i]).toFixed(1)}`)
    .concat(there.slice().reverse().map((i) => `${across(i).toFixed(1)},${up(data.low[i]).toFixed(1)}`));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${data.title}, ${data.unit}. ${data.sentence ?? ""}`);
  const parts = [];
  for (const at of steps(low, high)) {
    parts.push(node("line", { class: "grid", x1: box.left, x2: width - box.right, y1: up(at), y2: up(at) }));
    parts.push(node("text", { class: "tick", x: box.left - text / 2, y: up(at) + text / 3, "text-anchor": "end" }, number(at)));
  }
  const dense = Math.max(1, Math.ceil((data.months.length * text * 8.8) / width));
  const every = dense > 6 ? 12 * Math.ceil(dense / 12) : dense;
  data.months.forEach((month, i) => {
    if (i % every) return;
    parts.push(node("text", { class: "tick", x: across(i), y: height - text * 0.75, "text-anchor": "middle" }, month));
  });
  if (data.begins > 0) {
    parts.push(node("line", { class: "begins", x1: across(data.begins), x2: across(data.begins), y1: box.top, y2: height - box.bottom }));
  }
  parts.push(node("polygon", { class: "band", points: band.join(" ") }));
  if (data.base) parts.push(node("path", { class: "base", d: line(data.base) }));
  parts.push(node("path", { class: "mid", d: line(data.mid) }));
  svg.replaceChildren(...parts);
}

// Paired bars with intervals. data: {rows: [{name, mean, low, high, relevant?}], unit, title}
export function bars(svg, data, { width = fitting(), text = TEXT } = {}) {
  const rows = data.rows.filter((row) => row.mean !== null);
  const step = text * 3.4;
  const height = text * 2.6 + rows.length * step;
  const ends = known(rows.flatMap((row) => [row.low, row.high, -(row.relevant ?? 0), row.relevant]));
  let low = Math.min(0, ...ends), high = Math.max(0, ...ends);
  if (low === high) { low = -1; high = 1; }
  const side = text * 3.7;
  const across = (v) => side + ((v - low) * (width - 2 * side)) / (high - low);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${data.title}: ${rows.map((r) => `${r.name} ${signed(r.mean)} ${data.unit} [${number(r.low)}, ${number(r.high)}]`).join("; ")}`);
  const parts = [];
  rows.forEach((row, n) => {
    const y = text / 2 + n * step;
    const middle = y + text * 1.8;
    const upright = (kind, at, reach) => parts.push(node("line", { class: kind, x1: across(at), x2: across(at), y1: middle - text * reach, y2: middle + text * reach }));
    parts.push(node("text", { class: "tick", x: text, y: y + text * 0.8 }, row.name));
    const from = Math.min(across(0), across(row.mean)), to = Math.max(across(0), across(row.mean));
    parts.push(node("rect", { class: row.moved === false ? "bar faint" : "bar", x: from, y: middle - text / 2, width: Math.max(1, to - from), height: text }));
    parts.push(node("line", { class: "whisker", x1: across(row.low), x2: across(row.high), y1: middle, y2: middle }));
    for (const end of [row.low, row.high]) upright("whisker", end, 0.4);
    if (row.relevant) for (const end of [-row.relevant, row.relevant]) upright("begins", end, 0.7);
    upright("zero", 0, 0.7);
  });
  const axis = height - text * 1.7;
  for (const at of steps(low, high, 3)) {
    parts.push(node("text", { class: "tick", x: across(at), y: axis, "text-anchor": "middle" }, number(at)));
  }
  parts.push(node("text", { class: "tick", x: text, y: height - text * 0.4 }, "Between the dots: too small to matter"));
  svg.replaceChildren(...parts);
}

// Tiles: how many of how many, each with its words. rows: [{name, value, of}]
export function tiles(element, rows) {
  const list = document.createElement("ul");
  list.className = "tiles";
  for (const row of rows) {
    const item = document.createElement("li");
    const count = document.createElement("strong");
    count.textContent = row.of === undefined ? row.value : `${row.value} of ${row.of}`;
    const words = document.createElement("span");
    words.textContent = row.name;
    const bar = document.createElement("meter");
    if (row.of !== undefined) {
      bar.max = row.of || 1;
      bar.value = Number(row.value);
      bar.setAttribute("aria-hidden", "true");
      item.append(count, words, bar);
    } else item.append(count, words);
    list.append(item);
  }
  element.replaceChildren(list);
}

// The numbers behind a picture. data: {caption, head: [...], rows: [[...]]}
export function table(element, data) {
  const made = document.createElement("table");
  const caption = made.createCaption();
  caption.textContent = data.caption ?? "";
  const head = made.createTHead().insertRow();
  for (const words of data.head) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = words;
    head.append(cell);
  }
  const body = made.createTBody();
  for (const row of data.rows) {
    const line = body.insertRow();
    for (const value of row) line.insertCell().textContent = typeof value === "number" ? number(value) : value;
  }
  element.replaceChildren(made);
}
