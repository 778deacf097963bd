// What all pages share: making elements, calling the room, hearing from it.

import { bars, fan, number, signed, table, tiles } from "./draw.js";

// Texts are set as texts: markup in a nickname is shown, never read.
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const drawn = new Map();
const entered = new Map();

// Draw a part of the page again only when something that it shows is another value than before.
// What was typed, chosen or opened comes back whenever a form of the same name does, however long
// it was away; the focus stays too.
export function part(id, shown, draw) {
  const before = drawn.get(id);
  if (before && shown.every((value, n) => Object.is(value, before[n]))) return;
  drawn.set(id, shown);
  const place = document.getElementById(id);
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  for (const [key, , { value, checked, open }] of fields(place)) entered.set(key, { value, checked, open });
  place.replaceChildren(...[draw()].flat(9).filter((one) => one !== null && one !== undefined && one !== false));
  for (const [key, put] of fields(place)) if (entered.has(key)) put(entered.get(key));
  if (focused) place.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

// The fields of named forms by a key of their own, each with a function that sets it.
function* fields(place) {
  for (const one of place.querySelectorAll("details[data-form]")) yield [one.dataset.form, (was) => { one.open = was.open; }, one];
  for (const form of place.querySelectorAll("form[data-form]")) {
    for (const one of form.elements) {
      if (!one.name) continue;
      const key = `${form.dataset.form} ${one.name}${one.type === "radio" ? ` ${one.value}` : ""}`;
      yield [key, (was) => {
        if (one.type === "radio") one.checked = was.checked && !one.disabled;
        else one.value = was.value;
        one.dispatchEvent(new Event("input"));
      }, one];
    }
  }
}

// Say something until something else is said, or until the next "stage"; what is said of the
// connection stands until the room is "heard" again, and what must be "read" stands.
export function say(words, bad = false, until = "stage") {
  const place = document.getElementById("said");
  if (place.textContent !== words) place.textContent = words;
  place.className = bad ? "bad" : "";
  place.dataset.until = until;
}

function hush(now) {
  if (document.getElementById("said").dataset.until === now) say("");
}

// Call the room: true when it was done, false when it was refused, null without a connection.
export async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body ?? {}),
    });
    const told = await answer.json().catch(() => ({ said: "the room gave no answer" }));
    say(answer.ok ? "" : told.said, !answer.ok);
    return answer.ok;
  } catch {
    say("No connection to the room. Do it again when the connection is back.", true, "heard");
    return null;
  }
}

// Do something once, however often its button is pressed while it is done.
export function once(form, act) {
  return async (event) => {
    event.preventDefault();
    if (form().dataset.busy) return;
    form().dataset.busy = "yes";
    try { await act(); } finally { delete form().dataset.busy; }
  };
}

export const move = (kind, more = {}) => post("/api/move", { kind, ...more });

// Hear from the room: the whole view at first, then what of it has changed. Values that stay are the
// objects that they were. The browser connects again by itself, and we say so.
export function listen(role, show) {
  let view = {};
  let source = null;
  const open = () => {
    source = new EventSource(`/api/stream/${role}`);
    source.onmessage = (event) => {
      document.body.classList.remove("away");
      const { stage, turn } = view;
      view = { ...view, ...others(view, JSON.parse(event.data)) };
      hush("heard");
      if (view.stage !== stage || view.turn !== turn) hush("stage");
      show(view);
    };
    source.onerror = () => {
      document.body.classList.add("away");
      if (source.readyState === EventSource.CLOSED) setTimeout(open, 2000);
    };
  };
  open();
}

// What differs: after a break the whole view comes again.
const others = (before, now) => Object.fromEntries(Object.entries(now).filter(([key, value]) =>
  !(key in before) || JSON.stringify(before[key]) !== JSON.stringify(value)));

export const plain = (word) => word.replaceAll("_", " ");

// What a row of an order or of news says: by the card of the lesson, or what was asked and done.
export const worded = (view, row) => view.words?.[row.choice]?.[row.action] ?? `${row.topic}: ${plain(row.action)}`;

export const titled = (view, state) => view.titles[state] ?? state;

const ANSWERS = { up: "▲ up", none: "● no change that matters", down: "▼ down" };
export const answered = (answer) => ANSWERS[answer] ?? answer;

export function clock(view) {
  if (!view.clock) return null;
  const place = el("p", { class: "clock", role: "timer" });
  const tick = () => {
    const left = Math.max(0, Math.round(view.clock.ends - Date.now() / 1000));
    place.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (!place.isConnected && place.dataset.shown) return;
    if (place.isConnected) place.dataset.shown = "yes";
    setTimeout(tick, 1000);
  };
  tick();
  return place;
}

// A table of numbers that is made when somebody opens it.
function folded(title, rows) {
  const place = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Numbers of ${title}` });
  return el("details", { class: "numbers", ontoggle: () => place.hasChildNodes() || table(place, rows()) },
    el("summary", {}, "The numbers"), place);
}

function chart() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "chart");
  return svg;
}

// A picture and what is told of it; on the wall they stand side by side.
const beside = (svg, ...words) => el("div", { class: "beside" }, svg, el("div", {}, ...words));

const caption = (title, unit) => el("figcaption", {}, el("strong", {}, title), ` (${unit})`);

// A fan with its sentence and its table.
export function figure(measure, months, begins, expected, size) {
  const svg = chart();
  fan(svg, { ...measure, months, begins }, size);
  const every = Math.max(1, Math.ceil(months.length / 12));
  const numbers = folded(measure.title, () => ({
    caption: `${measure.title}, ${measure.unit}`,
    head: ["month", "median", "5 %", "95 %", "without orders"],
    rows: months.map((m, i) => [m, measure.mid[i], measure.low[i], measure.high[i], measure.base[i]])
      .filter((_, i) => i % every === 0 || i === months.length - 1),
  }));
  return el("figure", {}, caption(measure.title, measure.unit),
    expected ?? null,
    beside(svg, el("p", { class: "sentence", "data-mean": measure.change.mean, "data-measure": measure.measure }, measure.sentence),
      el("p", { class: "legend" }, "Line: the middle run. Band: nine runs in ten. Dashed: without any order of the room.")),
    numbers);
}

// What a seat did to a measure: a pair of bars with intervals.
export function effect(row, size) {
  const pair = [["beside leaving it to the model", row.without], ["beside holding back", row.held]];
  const svg = chart();
  bars(svg, { title: row.title, unit: row.unit, rows: pair.map(([name, one]) => ({ name, ...one })) }, size);
  return el("figure", {}, caption(row.title, row.unit),
    beside(svg, el("p", { class: "sentence" }, pair.map(([name, one]) => `${name}: ${one.words}`).join("; ").replace(/^./, (letter) => letter.toUpperCase()) + ".")));
}

export function ordersOf(view) {
  const rows = view.picture.tiles;
  if (!rows.length) return el("p", {}, "No seat gave an order: the model decided for all.");
  return el("ul", { class: "orders" }, ...rows.map((row) => el("li", {},
    el("strong", {}, `${titled(view, row.state)}: `), worded(view, row),
    row.chance === null ? "" : ` (the model itself does so in ${number(row.chance * 100, 2)} % of cases)`)));
}

export function news(view) {
  const rows = view.picture.news;
  if (!rows.length) return null;
  return el("section", {}, el("h3", {}, "News of the world that happened"),
    el("p", { class: "legend" }, "One run of the model, told as a story. The figures show all runs."),
    el("ul", {}, ...rows.map((row) => el("li", {}, `${row.month}: ${titled(view, row.state)}: ${worded(view, row)}`))));
}

export function debrief(view) {
  const told = view.debrief;
  return [
    el("h2", { id: "debrief" }, "What each seat did"),
    el("p", {}, "Each bar is the mean difference of paired runs: what happened, minus what would have happened with the same luck. Lines are 90 % intervals; a pale bar is not surely large enough to matter."),
    told.waiting ? el("p", { role: "status" }, `${told.waiting} seats are still being computed.`) : null,
    ...told.seats.map((seat) => seatDebrief(view, seat)),
    told.key.length ? el("section", {}, el("h2", {}, "The key of the questions"), score(view),
      ...told.key.map((line) => el("article", { class: "card" }, el("h3", {}, `${line.number}. ${line.words}`),
        mine(view, line.number), el("p", {}, el("strong", {}, answered(line.answer)), `: ${line.told}`), el("p", {}, line.why)))) : null,
    el("section", { class: "card" }, el("h2", {}, "Why believe it, why doubt it"),
      el("h3", {}, "Believe"), el("ul", {}, ...told.believe.map((words) => el("li", {}, words))),
      el("h3", {}, "What the model lacks"), el("ul", {}, ...told.doubt.map((words) => el("li", {}, words)))),
    el("section", {}, el("h2", {}, "The memo"), ...memo(told), files(view)),
    el("section", {}, el("h2", {}, "All orders"), told.log.length ? el("ul", {}, ...told.log.map((row) =>
      el("li", {}, `Turn ${row.turn}, ${titled(view, row.state)}: ${worded(view, row)}`))) : el("p", {}, "No seat gave an order.")),
  ];
}

export const memo = (told) => [el("p", {}, "Which of your predictions was wrong for a reason that the model lacks? Write one page:"),
  el("dl", {}, ...Object.entries(told.rubric).flatMap(([term, words]) => [el("dt", {}, el("strong", {}, term)), el("dd", {}, words)]))];

const mine = (view, number) => (view.prediction ? el("p", { class: "soft" }, `You predicted: ${answered(view.prediction.answers[number])}`) : null);

const score = (view) => (view.score ? el("p", {}, `Your score: ${number(view.score.mean, 2)}. Nought is best, a guess scores ${number(view.score.guess, 2)}, two is worst.`) : null);

const FILES = { game: "the game, for Python", log: "the log: orders turn by turn", quiz: "the quiz: answers, key and scores", memo: "the memo, to be written" };

// Files to take home, each with what it is.
export function files(view) {
  return el("ul", { class: "files" }, ...view.files.map((name) => {
    const [what, seat] = name.split(".")[0].split("-");
    return el("li", {}, el("a", { href: `/api/export/${name}`, download: name }, name), `: ${FILES[what]}${seat ? `, ${titled(view, seat)}` : ""}`);
  }));
}

function seatDebrief(view, seat) {
  const nothing = seat.rows.every((row) => row.without.mean === 0 && row.held.mean === 0);
  const numbers = folded(seat.title, () => ({ caption: seat.title, head: ["measure", "beside the model", "beside holding back"],
    rows: seat.rows.map((row) => [row.title, row.without.words, row.held.words]) }));
  return el("article", { class: "card", "data-seat": seat.seat }, el("h3", {}, seat.title),
    nothing ? el("p", {}, "Exactly nought: its orders, if any, changed none of these measures in any run.") : null,
    ...(nothing ? [] : [...seat.rows.map((row) => effect(row)), numbers]),
    seat.reasons ? el("section", { class: "why" }, el("h4", {}, `${seat.reasons.verdict}: ${worded(view, seat.reasons)}`),
      mattered(seat.reasons), el("p", {}, "What spoke for the order and against it, the strongest first:"),
      el("ul", {}, ...seat.reasons.sentences.map((one) => el("li", {}, one.words, one.claims.length ? ` (${one.claims.join(", ")})` : ""))),
      el("dl", { class: "legend" }, ...Object.entries(seat.reasons.claims).flatMap(([claim, reading]) => [el("dt", {}, `Claim ${claim}`), el("dd", {}, reading)]))) : null);
}

export const mattered = (why) => el("p", {}, `Its orders beside the choice of the model: ${why.effect.title} ${why.effect.words}. Left to itself the model orders so in ${number(why.chance * 100, 2)} % of cases.`);

export { number, signed, table, tiles };
