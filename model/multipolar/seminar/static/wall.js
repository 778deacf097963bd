import { answered, clock, debrief, el, figure, listen, news, ordersOf, part, tiles } from "./common.js";

document.getElementById("main").append(el("section", { id: "show" }));
let join = "";
fetch("/api/state/wall").then((answer) => answer.json()).then((view) => { join = view.join; listen("wall", show); });

function show(view) {
  part("head", [view.lesson, view.turn, view.clock], () => [el("h1", {}, view.lesson), el("p", {}, `turn ${view.turn} of ${view.turns}`), clock(view)]);
  part("show", Object.entries(view).filter(([key]) => key !== "clock").map(([, value]) => value), () => screen(view));
}

function screen(view) {
  if (view.paused) return el("h2", {}, "Pause");
  if (view.stage === "debrief") return debrief(view);
  if (view.stage === "revealed" && view.picture) return revealed(view);
  if (view.stage === "orders") return [el("h2", {}, view.question), counts(view, [{ name: "seats are in", value: view.seats_in, of: view.seats }]),
    el("p", {}, `Orders for ${view.months[0]} to ${view.months.at(-1)} are secret until the turn is revealed.`), expectations(view)];
  if (view.stage === "closed") return [el("h2", {}, "The orders are closed"), el("p", {}, "What will follow? Say it before you see it."), expectations(view)];
  return lobby(view);
}

function counts(view, rows) {
  const place = el("div");
  tiles(place, rows);
  return place;
}

function lobby(view) {
  return [el("h2", {}, view.question),
    el("div", { class: "join" },
      el("img", { class: "qr", src: "/qr.svg", alt: "QR code of the address to join" }),
      el("div", {}, el("p", {}, `Join at ${join} with the code`), el("p", { class: "code" }, view.code))),
    counts(view, [{ name: "people", value: view.people }, { name: "seats taken", value: view.seats_taken, of: view.seats }, { name: "predictions locked", value: view.predicted, of: view.people }]),
    expectations(view)];
}

function expectations(view) {
  if (!view.room_predicts) return null;
  return el("section", {}, el("h3", {}, "What the room expects"), el("ul", {}, ...view.questions.map((q) => {
    const made = view.room_predicts[q.number];
    return el("li", {}, `${q.words} `, el("strong", {}, ["up", "none", "down"].map((a) => `${answered(a)}: ${made[a]}`).join(" · ")));
  })));
}

function revealed(view) {
  const picture = view.picture;
  const expected = (measure) => {
    const asked = view.questions.filter((q) => q.measure === measure);
    if (!view.room_predicts || !asked.length) return null;
    return el("p", { class: "soft" }, "The room expected ", asked.map((q) => {
      const most = Object.entries(view.room_predicts[q.number]).sort((a, b) => b[1] - a[1])[0];
      return `${answered(most[0])} (${q.number}, ${most[1]} of ${view.people})`;
    }).join("; "), ".");
  };
  const first = [...picture.measures].sort((a, b) => Math.abs(b.change.mean / b.change.relevant || 0) - Math.abs(a.change.mean / a.change.relevant || 0));
  return [el("h2", {}, `What followed, ${picture.first} to ${picture.last}`), ordersOf(view),
    ...first.map((one) => figure(one, picture.months, picture.begins, expected(one.measure))), news(view)];
}
