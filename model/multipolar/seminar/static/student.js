import { answered, clock, debrief, el, figure, listen, move, news, once, ordersOf, part, post } from "./common.js";
import { send } from "./send.js";

const main = document.getElementById("main");

async function start() {
  const answer = await fetch("/api/state/student");
  if (answer.ok) room();
  else door();
}

function door() {
  const code = new URLSearchParams(location.search).get("code") ?? "";
  const form = el("form", { onsubmit: once(() => form, async () => {
    const data = new FormData(form);
    if (await post("/api/join", { code: data.get("code"), name: data.get("name") })) {
      history.replaceState(null, "", "/");
      room();
    }
  }) },
  el("h2", {}, "Join the room"),
  el("label", {}, "Code on the wall", el("input", { type: "text", name: "code", value: code, required: true, autocomplete: "off", maxlength: "8" })),
  el("label", {}, "Nickname (not your full name)", el("input", { type: "text", name: "name", required: true, maxlength: "24", autocomplete: "off" })),
  el("button", { class: "main" }, "Take a seat"),
  el("p", { class: "legend" }, "Nothing leaves this room's computer. It keeps your nickname and what you answer, no address. The connection is not encrypted: others on the same network could read it."));
  main.replaceChildren(form);
  form.querySelector(code ? "[name=name]" : "[name=code]").focus();
}

function room() {
  main.replaceChildren(...["briefing", "task", "team", "results", "words"].map((id) => el("section", { id })));
  listen("student", show);
}

function show(view) {
  part("head", [view.seat, view.turn, view.turns, view.clock, view.me], () => [
    el("h1", {}, view.seat.title),
    el("p", {}, `${view.me} · turn ${view.turn} of ${view.turns}`),
    clock(view),
  ]);
  part("task", [view.stage, view.paused, view.prediction, view.locked, view.captain, view.order, view.seat, view.vote, view.turn, view.months], () => task(view));
  part("team", [view.team, view.votes, view.seats_in, view.seats, view.stage, view.order, view.notes], () => team(view));
  part("results", [view.picture, view.debrief, view.prediction, view.order], () => (view.debrief ? debrief(view) : view.picture ? results(view) : null));
  part("briefing", [view.seat, view.stage === "lobby"], () => briefing(view));
  part("words", [view.glossary], () => el("details", { class: "card" }, el("summary", {}, "Words"),
    el("dl", {}, ...Object.entries(view.glossary).flatMap(([term, words]) => [el("dt", {}, el("strong", {}, term)), el("dd", {}, words)])),
    el("p", { class: "legend" }, view.caveat)));
}

function task(view) {
  const next = view.practice ? practice(view) : null;
  if (view.paused) return el("h2", {}, "The host has paused the room");
  if (!view.prediction && !view.locked) return predict(view);
  if (view.stage === "orders") return [view.order ? ordered(view) : orders(view), view.order || view.captain === false ? next : null];
  if (view.stage === "lobby") return [el("h2", {}, "Your prediction is locked"), el("p", {}, "Read your briefing. The orders open soon."), next];
  if (view.stage === "closed") return [el("h2", {}, "The orders are closed"), el("p", {}, "The model plays the months. The result is shown to all at once."), noOrder(view), next];
  return next;
}

const noOrder = (view) => (view.order ? null : el("p", { class: "bad" }, "Your seat gave no order: the model decided for it."));

// The button says at which stage it was pressed: a double click goes one step, not two.
function practice(view) {
  const step = once(() => document.getElementById("task"), () => post("/api/practice", { stage: view.stage }));
  const words = { lobby: "Give your first order", orders: "Close the turn and see", closed: "See what followed", revealed: view.turn < view.turns ? "Next turn" : "Debrief" }[view.stage];
  return words ? el("p", {}, el("button", { class: "main", "data-key": "next", onclick: step }, words)) : null;
}

function predict(view) {
  const form = el("form", { "data-form": "predict", onsubmit: once(() => form, async () => {
    const data = new FormData(form);
    const answers = Object.fromEntries(view.questions.map((q) => [q.number, data.get(q.number)]));
    await send({ what: "Your prediction", done: "Your prediction is locked.",
      act: () => move("predict", { answers, confidence: Number(data.get("confidence")), why: data.get("why") }),
      there: (now) => now.prediction, open: (now) => !now.locked });
  }) },
  el("h2", {}, "Predict first"),
  el("p", {}, view.question),
  ...view.questions.map((question) => el("fieldset", {}, el("legend", {}, `${question.number}. ${question.words}`),
    ...["up", "none", "down"].map((answer) => el("label", { class: "option" },
      el("input", { type: "radio", name: question.number, value: answer, required: true, "data-key": `${question.number}${answer}` }), answered(answer))))),
  sureness(),
  el("label", {}, "Why, in a line", el("input", { type: "text", name: "why", "data-key": "why", maxlength: "280", autocomplete: "off" })),
  el("button", { class: "main" }, "Lock my prediction"),
  el("p", { class: "legend" }, "A locked prediction cannot be changed. Results are shown only when the room has predicted."));
  return form;
}

// The slider itself tells its value to who cannot see it.
function sureness() {
  const shown = el("strong", { "aria-hidden": "true" }, "3");
  return el("label", {}, "How sure are you? 1: a guess, 5: sure. You say: ", shown,
    el("input", { type: "range", name: "confidence", "data-key": "confidence", min: "1", max: "5", value: "3", oninput: (event) => { shown.textContent = event.target.value; } }));
}

function orders(view) {
  const chosen = () => Object.fromEntries(view.seat.choices.map((one) => [one.choice, new FormData(form).get(one.choice) ?? ""]));
  const note = () => new FormData(form).get("note") ?? "";
  const form = el("form", { "data-form": `order ${view.seat.seat} ${view.turn}`, onsubmit: once(() => form, () => send(sent(view, chosen(), note()))) },
  el("h2", {}, `Your order for ${view.months[0]} to ${view.months.at(-1)}`),
  el("p", {}, view.captain ? "You are the captain: what you confirm is the order of your seat." : "Vote; your captain confirms."),
  ...view.seat.choices.map((one) => el("fieldset", {}, el("legend", {}, one.topic),
    ...[...one.actions, { action: "", words: "Leave it to the model", risk: "The model decides by its own chances." }].map((card) => el("label", { class: "option" },
      el("input", { type: "radio", name: one.choice, value: card.action, "data-key": `${one.choice}${card.action}`,
        checked: (view.vote?.actions?.[one.choice] ?? "") === card.action, disabled: Boolean(card.no_effect) }),
      el("span", {}, card.words, el("small", {}, card.no_effect ? `No effect this month, because ${card.no_effect}.` : card.risk)))))),
  el("label", {}, "Note for your seat (optional)", el("input", { type: "text", name: "note", "data-key": "note", value: view.vote?.note, maxlength: "280", autocomplete: "off" })),
  el("button", { class: "main", "data-key": "send" }, view.captain ? "Confirm the order" : "Vote"),
  view.captain ? null : el("p", { class: "apart" }, el("button", { type: "button", "data-key": "lead", onclick: () => move("lead") }, "Become captain")));
  return form;
}

// The order of a captain, or the vote of another member, as it is sent.
function sent(view, actions, note) {
  const vote = () => move("vote", { actions, note });
  const open = (now) => now.turn === view.turn && now.stage === "orders";
  const same = (now, there) => now.turn === view.turn && there && Object.entries(actions).every(([choice, action]) => (there[choice] ?? "") === action);
  if (!view.captain) return { what: "Your vote", done: "Your vote is in. You may change it until your captain confirms.",
    act: vote, open, there: (now) => same(now, now.vote?.actions) };
  return { what: "Your order", done: "Your order is in.", open,
    act: async () => (await vote()) && move("confirm", { seat: view.seat.seat, actions }), there: (now) => same(now, now.order) };
}

const asked = (view, choice) => view.seat.choices.find((one) => one.choice === choice);
const carded = (view, choice, action) => asked(view, choice)?.actions.find((card) => card.action === action)?.words ?? action;

function ordered(view) {
  const lines = Object.entries(view.order);
  return [el("h2", {}, "Your order is in"),
    lines.length ? el("ul", {}, ...lines.map(([choice, action]) => el("li", {}, carded(view, choice, action)))) : el("p", {}, "You leave all to the model."),
    view.by_host ? el("p", {}, el("strong", {}, "The host gave this order for your seat.")) : null,
    el("p", {}, "Only your seat and the host see it. It is shown to all when the host reveals the turn.")];
}

function team(view) {
  const lines = Object.entries(view.votes).flatMap(([choice, counts]) => Object.entries(counts).map(([action, n]) =>
    el("li", {}, `${asked(view, choice).topic}: ${n} for “${action ? carded(view, choice, action) : "Leave it to the model"}”`)));
  return [
    view.stage === "orders" ? el("p", { role: "status" }, `${view.seats_in} of ${view.seats} seats are in.`) : null,
    el("p", { class: "legend" }, "Your seat: ", view.team.map((one) => one.name + (one.captain ? " (captain)" : "")).join(", ")),
    lines.length && view.stage === "orders" && !view.order && view.team.length > 1 ? el("ul", { class: "legend" }, ...lines) : null,
    view.notes.length ? [el("p", { class: "legend" }, "Notes of your seat:"), el("ul", { class: "notes" }, ...view.notes.map((one) => el("li", {}, el("strong", {}, `${one.name}: `), one.note)))] : null,
  ];
}

function results(view) {
  const mine = (measure) => {
    const asked = view.questions.filter((q) => q.measure === measure);
    if (!asked.length || !view.prediction) return null;
    return el("p", { class: "soft" }, "You predicted: ", asked.map((q) => `${q.number} ${answered(view.prediction.answers[q.number])}`).join("; "), ".");
  };
  return [el("h2", {}, `What followed, ${view.picture.first} to ${view.picture.last}`),
    noOrder(view), el("h3", {}, "Orders"), ordersOf(view),
    ...view.picture.measures.map((one) => figure(one, view.picture.months, view.picture.begins, mine(one.measure))),
    news(view)];
}

function briefing(view) {
  return el("details", { class: "card", open: view.stage === "lobby" }, el("summary", {}, `Briefing. You play: ${view.seat.title}`),
    el("p", {}, el("strong", {}, "You want: "), view.seat.wants), el("p", {}, view.seat.dilemma), el("p", {}, view.seat.briefing));
}

start();
