// What a student sends must not be lost: without a connection the page keeps it, and sends it when
// the room is back and can still take it.

import { say } from "./common.js";

let latest = null;

// Send one thing: how it is called, how it is sent, what is said when it is done, and of a view of
// the room whether it is there already, or is still open.
export async function send(one) {
  latest = one;
  return attempt(one);
}

async function attempt(one) {
  const taken = await one.act();
  if (taken) say(one.done);
  else if (taken === null) later(one);
  return taken;
}

function later(one) {
  say(`${one.what} is not sent yet. Leave this page open: it is sent when the room is back.`, true, "read");
  setTimeout(() => again(one), 2000);
}

// The view is asked for anew: that of the page may be of before the break.
async function again(one) {
  const view = await fetch("/api/state/student").then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  if (one !== latest) return;
  if (!view || view.paused) later(one);
  else if (one.there(view)) say(one.done);
  else if (!one.open(view)) say(`${one.what} was NOT sent: the room has gone on.`, true, "read");
  else if ((await attempt(one)) === false) say(`${one.what} was NOT taken: ${document.getElementById("said").textContent}.`, true, "read");
}
