// The explorer: levers between computed points of a grid, a fan that follows them, an address that
// keeps them. The page holds it with draw.js in one script.
{
  const page = JSON.parse(document.getElementById("data").textContent);
  const UNDEFINED = 65535;
  const find = (id) => document.getElementById(id);
  const positions = page.levers.map((lever) => lever.start);
  let shown = 0;

  // Numbers of a measure: one of 65535 steps between its lowest and highest value.
  function unpack(measure) {
    const bytes = Uint8Array.from(atob(measure.packed), (sign) => sign.charCodeAt(0));
    const view = new DataView(bytes.buffer), [low, high] = measure.range;
    return Float64Array.from({ length: bytes.length / 2 }, (_, k) => {
      const code = view.getUint16(2 * k, true);
      return code === UNDEFINED ? NaN : low + (code / (UNDEFINED - 1)) * (high - low);
    });
  }
  const numbers = page.measures.map(unpack);

  // The corners of the grid around some positions, each with its weight.
  function corners(at) {
    let found = [[0, 1]];
    page.levers.forEach((lever, n) => {
      const below = Math.min(Math.floor(at[n]), lever.values.length - 1), share = at[n] - below;
      found = found.flatMap(([cell, weight]) => {
        const first = cell * lever.values.length + below;
        return share > 0 ? [[first, weight * (1 - share)], [first + 1, weight * share]] : [[first, weight]];
      });
    });
    return found;
  }

  // Low, middle and high of a measure, month by month, at some positions.
  function fanAt(measure, at) {
    const many = page.months.length, around = corners(at);
    const [low, mid, high] = [0, 1, 2].map((quantile) => {
      const path = new Float64Array(many);
      for (const [cell, weight] of around) {
        const begin = (cell * 3 + quantile) * many;
        for (let k = 0; k < many; k += 1) path[k] += weight * numbers[measure][begin + k];
      }
      return Array.from(path, (value) => (Number.isNaN(value) ? null : value));
    });
    return { low, mid, high };
  }

  const start = page.levers.map((lever) => lever.start);
  const befores = page.measures.map((_, n) => fanAt(n, start));

  function valueOf(lever, at) {
    if (lever.discrete) return lever.values[Math.round(at)];
    const below = Math.min(Math.floor(at), lever.values.length - 2), share = at - below;
    const value = lever.values[below] * (1 - share) + lever.values[below + 1] * share;
    return Number(value.toPrecision(3)).toString();
  }

  function between(at, k) {
    return `${number(at.mid[k])} [${number(at.low[k])}, ${number(at.high[k])}]`;
  }

  function sentence(measure, now, before) {
    const last = page.months.length - 1;
    const first = `${measure.title} in ${page.months[last]}: ${between(now, last)} ${measure.unit}.`;
    const same = page.levers.every((lever, n) => positions[n] === lever.start);
    const second = same
      ? "All levers are where they began."
      : `Where the levers began it is ${between(before, last)}.`;
    return `${first} ${second}`;
  }

  // As wide as its column, in the pixels of the page, so that its words stay readable.
  function size() {
    const width = Math.max(240, find("fan").clientWidth);
    return { width, height: Math.round(Math.min(420, Math.max(220, width * 0.55))) };
  }

  function draw() {
    const measure = page.measures[shown], now = fanAt(shown, positions), before = befores[shown];
    const words = sentence(measure, now, before);
    const { title, unit, range: [low, high] } = measure, edge = 0.04 * (high - low);
    const range = [low - edge, high + edge], { months, begins } = page;
    fan(find("fan"), { ...now, base: before.mid, months, begins, range, title, unit, sentence: words }, size());
    find("sentence").textContent = words;
    page.rows.forEach((k, n) => {
      const cells = find("rows").rows[n].cells;
      cells[1].textContent = between(now, k);
      cells[2].textContent = between(before, k);
    });
    page.levers.forEach((lever, n) => {
      const told = valueOf(lever, positions[n]);
      find(`told${n}`).textContent = told;
      find(`lever${n}`).setAttribute("aria-valuetext", told);
    });
  }

  // The address holds what differs from the start, and nothing else.
  function keep() {
    const parts = page.levers.flatMap((lever, n) =>
      positions[n] === lever.start ? [] : [`${encodeURIComponent(lever.name)}=${positions[n]}`]);
    if (shown) parts.push(`measure=${encodeURIComponent(page.measures[shown].name)}`);
    try {
      history.replaceState(null, "", parts.length ? `#${parts.join("&")}` : location.pathname + location.search);
    } catch (refused) {
      if (parts.length) location.hash = parts.join("&");
    }
  }

  function recall() {
    const told = new URLSearchParams(location.hash.slice(1));
    page.levers.forEach((lever, n) => {
      const at = Number.parseFloat(told.get(lever.name));
      const fits = at >= 0 && at <= lever.values.length - 1 && (!lever.discrete || Number.isInteger(at));
      positions[n] = fits ? at : lever.start;
      find(`lever${n}`).value = positions[n];
    });
    shown = Math.max(0, page.measures.findIndex((measure) => measure.name === told.get("measure")));
    find("measure").value = shown;
  }

  function listen() {
    page.levers.forEach((_, n) => {
      find(`lever${n}`).addEventListener("input", (event) => {
        positions[n] = Number.parseFloat(event.target.value);
        draw();
      });
      find(`lever${n}`).addEventListener("change", keep);
    });
    find("measure").addEventListener("change", (event) => {
      shown = Number(event.target.value);
      draw();
      keep();
    });
    find("back").addEventListener("click", () => {
      page.levers.forEach((lever, n) => { positions[n] = lever.start; find(`lever${n}`).value = lever.start; });
      draw();
      keep();
    });
    addEventListener("hashchange", () => { recall(); draw(); });
    addEventListener("resize", draw);
    addEventListener("beforeprint", draw);
  }

  recall();
  listen();
  draw();
}
