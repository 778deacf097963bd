import { clock, debrief, el, figure, files, listen, move, news, ordersOf, part, plain, say, titled } from "./common.js";

const main = document.getElementById("main");
main.append(el("div", { class: "columns" }, el("div", {}, el("section", { id: "next" }), el("section", { id: "wall" }), el("section", { id: "seats" }), el("section", { id: "preview" })),
  el("aside", { "aria-label": "Room" }, el("section", { id: "door" }), el("section", { id: "clock" }), el("section", { id: "script" }), el("section", { id: "inject" }), el("section", { id: "export" }))));
let join = "";
fetch("/api/state/host").then((answer) => answer.json()).then((view) => { join = view.join; listen("host", show); });

function show(view) {
  part("head", [view.lesson, view.stage, view.turn, view.clock, view.people, view.connected], () => [el("h1", {}, view.lesson),
    el("p", {}, `turn ${view.turn} of ${view.turns} · people: ${view.people}, connected: ${view.connected}`), clock(view)]);
  part("next", [view.stage, view.paused, view.locked, view.predicted, view.people, view.seats_in, view.seats, view.ready, view.turns, view.turn, view.failed], () => next(view));
  part("seats", [view.table, view.stage], () => seats(view));
  part("preview", [view.picture, view.debrief, view.stage], () => preview(view));
  part("door", [view.code], () => door(view));
  part("clock", [view.clock], () => running(view));
  part("script", [view.script], () => script(view));
  part("inject", [view.acts, view.injected], () => inject(view));
  part("wall", [view.slides, view.shown], () => wall(view));
  part("export", [view.files], () => [el("h2", {}, "Export"), files(view)]);
}

const STEPS = {
  lobby: "People join, read their briefing and predict. Then open the orders.",
  orders: "Seats order in secret. Close when they are in.",
  closed: "The model has the orders. Look at the preview, then reveal.",
  revealed: "All see the turn. Go on with the next turn or the debrief.",
  debrief: "The debrief is on every page.",
};

// What would be lost is said first. While that stands on the page, pressing again does it; the second
// half of a double click does not. Of votes that closing would lose the room knows best: it says so.
const twice = (loss, words, act) => (event) => {
  if (event.detail > 1) return;
  const asks = `Press ${words} again to do it anyway.`;
  const anyway = document.getElementById("said").textContent.endsWith(asks);
  if (!loss || anyway) act(anyway);
  else say(`${loss} ${asks}`, true);
};

function next(view) {
  const button = (words, kind, when, main, loss) => el("button", { "data-key": kind, class: main && when ? "main" : null, disabled: !when, onclick: twice(loss, words, (anyway) => move(kind, kind === "close" ? { anyway } : {})) }, words);
  const left = view.turns - view.turn;
  const more = left > 0;
  const stage = view.stage;
  return [el("h2", {}, STEPS[stage]),
    view.failed ? el("p", { class: "bad" }, `The worker failed: ${view.failed}`) : null,
    el("p", {}, `${view.predicted} of ${view.people} predictions, ${view.seats_in} of ${view.seats} seats in.`,
      stage === "closed" ? (view.ready ? " The turn is computed." : " The turn is being computed.") : ""),
    el("div", { class: "row" },
      button("Open orders", "open", stage === "lobby" || (stage === "revealed" && more), true),
      button("Close", "close", stage === "orders", true),
      button("Reveal", "reveal", stage === "closed" && view.locked, true),
      button("Debrief", "debrief", stage === "revealed", !more, more ? `${left} of ${view.turns} turns ${left > 1 ? "are" : "is"} not played yet, and the debrief shows the key.` : ""),
      button("Undo turn", "undo", ["closed", "revealed", "debrief"].includes(stage), false),
      el("button", { "data-key": "pause", "aria-pressed": String(view.paused), onclick: () => move("pause", { on: !view.paused }) }, view.paused ? "Go on" : "Pause")),
    view.locked ? null : el("p", {}, el("button", { "data-key": "lock", onclick: () => move("lock") }, "Lock the predictions as they are"),
      " Results stay hidden until everybody has predicted, or you lock them; the log says that you did.")];
}

// What the wall shows: one thing at a time, and the host goes through them.
function wall(view) {
  const { slides, shown } = view;
  const to = (words, number) => el("button", { "data-key": words, disabled: !slides[number], onclick: () => move("show", { number }) }, words);
  return el("p", { class: "row" }, el("span", {}, "On the wall: ", el("strong", {}, slides[shown].title), ` (${shown + 1} of ${slides.length})`), to("Back", shown - 1), to("Next", shown + 1));
}

function seats(view) {
  return [el("h2", {}, "Seats"), el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Seats" }, el("table", {}, el("thead", {}, el("tr", {}, ...["seat", "people", "predicted", "voted", "order"].map((w) => el("th", { scope: "col" }, w)))),
    el("tbody", {}, ...view.table.map((row) => el("tr", {}, el("th", { scope: "row" }, row.title), el("td", {}, row.members.join(", ") || "the model"),
      el("td", {}, String(row.predicted)), el("td", {}, String(row.voted)), el("td", {}, ...order(view, row)))))))];
}

function order(view, row) {
  const words = Object.entries(row.order).map(([choice, action]) => row.choices.find((one) => one.choice === choice)?.actions.find((card) => card.action === action)?.words ?? action);
  const given = row.confirmed ? (words.join("; ") || "leaves all to the model") + (row.typed ? " (you gave it)" : "") : "–";
  if (view.stage !== "orders") return [given];
  const name = `type ${row.seat} ${view.turn} ${row.confirmed ? JSON.stringify(row.order) : ""}`;
  const form = el("form", { "data-form": name, onsubmit: (event) => {
    event.preventDefault();
    const data = new FormData(form);
    move("confirm", { seat: row.seat, actions: Object.fromEntries(row.choices.map((one) => [one.choice, data.get(one.choice)])) });
  } }, ...row.choices.map((one) => el("label", {}, one.topic, el("select", { name: one.choice, "data-key": `${row.seat}${one.choice}` },
    el("option", { value: "" }, "left to the model"),
    ...one.actions.map((card) => el("option", { value: card.action, selected: row.order[one.choice] === card.action, disabled: Boolean(card.no_effect) }, card.words + (card.chance === null || card.chance === undefined ? "" : ` (model: ${Math.round(card.chance * 100)} %)`)))))),
  el("button", { "data-key": `type${row.seat}` }, "Enter"));
  return [row.confirmed ? given : null, el("details", { "data-form": name }, el("summary", {}, row.confirmed ? "Change its order" : "Type its order"), form)];
}

function preview(view) {
  if (!view.picture) return null;
  if (view.stage === "debrief") return debrief(view);
  const titled = { ...view, words: Object.fromEntries(view.table.flatMap((row) => row.choices.map((one) => [one.choice, Object.fromEntries(one.actions.map((card) => [card.action, card.words]))]))) };
  return [el("h2", {}, view.stage === "closed" ? "Private preview" : `Turn ${view.picture.turn}, ${view.picture.first} to ${view.picture.last}`), ordersOf(titled),
    ...view.told.map((words) => el("p", { class: "bad" }, words)),
    ...view.picture.measures.map((one) => figure(one, view.picture.months, view.picture.begins)), news(titled)];
}

function door(view) {
  return [el("h2", {}, "Join"), el("img", { class: "qr", src: "/qr.svg", alt: "QR code of the address to join" }), el("p", {}, join), el("p", { class: "code" }, view.code),
    el("p", {}, el("a", { href: "/wall", target: "_blank", rel: "noopener" }, "Open the wall"), " on the projector."),
    el("details", {}, el("summary", {}, "Phones cannot reach it?"), el("p", {}, "Some networks keep devices apart. Open a hotspot on this laptop or on one phone, join it with all devices, and start the room again with --lan and --resume. Or play on paper: print the cards and type the orders here.")),
    el("p", { class: "legend" }, "A local network without encryption can be read by others on it. Use nicknames. After class: multipolar seminar end --forget.")];
}

function running(view) {
  return view.clock && el("p", { class: "row" }, el("span", {}, "The clock runs for: ", el("strong", {}, view.clock.words)),
    el("button", { "data-key": "stop", onclick: () => move("clock", { ends: 0, words: "" }) }, "Stop the clock"));
}

function script(view) {
  const lengths = Object.keys(view.script);
  const place = el("ol", { class: "legend" });
  const fill = (length) => place.replaceChildren(...view.script[length].map((stage) => el("li", {}, `${stage.minutes} min. ${stage.words} `,
    el("button", { "aria-label": `Start the clock: ${stage.minutes} minutes`, onclick: () => move("clock", { ends: Date.now() / 1000 + stage.minutes * 60, words: stage.words }) }, "Clock"))));
  const pick = el("select", { "data-key": "length", onchange: () => fill(pick.value) }, ...lengths.map((length) => el("option", { value: length }, `${length} minutes`)));
  fill(lengths[0]);
  return el("details", {}, el("summary", {}, "Script and clock"), el("label", {}, "Length of the class", pick), place);
}

function inject(view) {
  const acts = view.acts.flatMap((act) => act.actions.map((action) => ({ ...act, action })));
  const pick = el("select", { name: "act", "data-key": "act" }, ...view.acts.map((act) => el("optgroup", { label: act.words },
    ...act.actions.map((action) => el("option", { value: `${act.state} ${act.choice} ${action}` }, `${act.words}: ${plain(action)}`)))));
  const form = el("form", { "data-form": "inject", onsubmit: async (event) => {
    event.preventDefault();
    const { state, choice, action } = acts.find((act) => `${act.state} ${act.choice} ${act.action}` === pick.value);
    if (await move("inject", { state, choice, action })) say("Injected into this turn; nobody is told before the reveal.");
  } }, el("label", {}, "What happens", pick), el("button", { "data-key": "injecting" }, "Inject"));
  return el("details", { "data-form": "inject" }, el("summary", {}, `Inject a crisis (${view.injected.length} in this turn)`),
    el("p", { class: "legend" }, acts.length ? "Order a state that nobody plays, in the turn that is open." : "A turn must be open."), acts.length ? form : null,
    el("ul", {}, ...view.injected.map((one) => el("li", { class: "row" }, el("span", {}, `${titled(view, one.state)}: ${plain(one.action)}`),
      el("button", { "data-key": `back${one.state}${one.choice}`, "aria-label": `Take back ${titled(view, one.state)}: ${plain(one.action)}`, onclick: () => move("inject", { ...one, action: "" }) }, "Take back")))));
}
