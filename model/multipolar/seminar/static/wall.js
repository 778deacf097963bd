import { answered, clock, effect, el, figure, listen, mattered, memo, news, ordersOf, part, tiles, worded } from "./common.js";

document.getElementById("main").append(el("section", { id: "show" }));
let join = "";
fetch("/api/state/wall").then((answer) => answer.json()).then((view) => { join = view.join; listen("wall", show); });

function show(view) {
  part("head", [view.lesson, view.turn, view.clock], () => [el("h1", {}, view.lesson), el("p", {}, `turn ${view.turn} of ${view.turns}`), clock(view)]);
  part("show", Object.entries(view).filter(([key]) => key !== "clock").map(([, value]) => value), () => screen(view));
}

// One thing at a time: the host goes from one to the next.
function screen(view) {
  if (view.paused) return el("h2", {}, "Pause");
  const { kind, title, about } = view.slides[view.shown];
  return SLIDES[kind](view, about, title);
}

const SLIDES = {
  join: (view) => [el("h2", {}, view.question),
    el("div", { class: "join" },
      el("img", { class: "qr", src: "/qr.svg", alt: "QR code of the address to join" }),
      el("div", {}, el("p", {}, `Join at ${join} with the code`), el("p", { class: "code" }, view.code))),
    counts([{ name: "people", value: view.people }, { name: "seats taken", value: view.seats_taken, of: view.seats_there }, { name: "predictions locked", value: view.predicted, of: view.people }])],
  seats: (view) => [el("h2", {}, view.turn > 1 ? `Turn ${view.turn} of ${view.turns}: what do the seats order?` : view.question), counts([{ name: "seats are in", value: view.seats_in, of: view.seats }]),
    el("p", {}, `Orders for ${view.months[0]} to ${view.months.at(-1)} are secret until the turn is revealed.`),
    el("p", { class: "soft" }, `Who comes late joins at ${join} with the code ${view.code}.`)],
  closed: () => [el("h2", {}, "The orders are closed"), el("p", {}, "What will follow? Say it before you see it.")],
  expected: (view, _, title) => [el("h2", {}, title), el("ul", { class: "expected" }, ...view.questions.map((q) => el("li", {}, q.words, " ", el("strong", {}, votes(view, q)))))],
  measure: (view, about) => {
    const { first, last, months, begins, measures } = view.picture;
    return [el("h2", {}, `What followed, ${first} to ${last}`), figure(measures.find((one) => one.measure === about), months, begins, expected(view, about), size(370))];
  },
  orders: (view, _, title) => [el("h2", {}, title), ordersOf(view)],
  news: (view) => news(view) ?? el("h2", {}, "No news: the seats did nothing in the world that happened"),
  seat: (view, about, title) => {
    const seat = view.debrief.seats.find((one) => one.seat === about);
    if (!seat) return [el("h2", {}, title), el("p", {}, "What the seat did is being computed.")];
    const row = seat.rows.reduce((most, one) => (one.without.size > most.without.size ? one : most));
    return [el("h2", {}, `What the orders did: ${title}`), effect(row, size()),
      seat.reasons ? [el("h3", {}, `${seat.reasons.verdict}: ${worded(view, seat.reasons)}`), mattered(seat.reasons)] : null];
  },
  key: (view, about) => {
    const line = view.debrief.key.find((one) => one.number === about);
    return [el("h2", {}, `${line.number}. ${line.words}`), el("p", {}, el("strong", {}, answered(line.answer)), `: ${line.told}`), view.room_predicts ? el("p", { class: "soft" }, `The room: ${votes(view, line)}`) : null, el("p", {}, line.why)];
  },
  doubt: (view, _, title) => [el("h2", {}, title), el("ul", {}, ...view.debrief.doubt.map((words) => el("li", {}, words)))],
  memo: (view, _, title) => [el("h2", {}, title), ...memo(view.debrief)],
};

// Pictures on the wall have the text of the wall.
const size = (height) => ({ width: Math.max(560, Math.min(720, document.documentElement.clientWidth - 68)), ...(height ? { height } : {}), text: 28 });

const votes = (view, question) => ["up", "none", "down"].map((a) => `${answered(a)}: ${view.room_predicts[question.number][a]}`).join(" · ");

function counts(rows) {
  const place = el("div");
  tiles(place, rows);
  return place;
}

// A question is about the whole lesson, not about the turn whose figure stands below it.
function expected(view, measure) {
  const asked = view.questions.filter((q) => q.measure === measure && view.room_expects[q.number]);
  if (!asked.length) return null;
  return el("p", { class: "soft" }, ...asked.map((q) => `On the lesson's question ${q.number} the room ${view.room_expects[q.number]}. `), "The debrief gives the answer.");
}
