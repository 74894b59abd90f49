// When is a new picture painted? The clock and the eye are the page's own, the same for every framework:
// from the click to the frame after the last change of chart or caption, once both show what they should.
(() => {
  const QUIET = 120;
  let arms = null;

  const roots = (deep) => {
    const found = [document];
    if (!deep) return found;
    for (const root of found) {
      for (const element of root.querySelectorAll("*")) if (element.shadowRoot) found.push(element.shadowRoot);
    }
    return found;
  };
  const find = (selector, deep) => {
    for (const root of roots(deep)) {
      const element = root.querySelector(selector);
      if (element) return element;
    }
    return null;
  };
  const held = (grid) => [...grid].flatMap((row) => [...row]).filter((v) => v !== null && v === v && v !== undefined).length;

  // How many cells each kind of chart shows now.
  const counts = {
    none: () => 0,
    marks: (chart, side) => chart.querySelectorAll(side.marks).length,
    plotly: (chart) => {
      const plot = chart.matches(".js-plotly-plot") ? chart : chart.querySelector(".js-plotly-plot");
      const drawn = plot && plot.querySelector(".hm image, .heatmaplayer image, .heatmaplayer path");
      return drawn && plot.calcdata ? held(plot.calcdata[0][0].z) : -1;
    },
    canvas: (chart, side, arm) => (arm.fills >= 0.9 * (arm.expected.cells ?? 0) ? arm.expected.cells : arm.fills),
  };

  const words = (element) => {
    const parts = element.shadowRoot
      ? [...element.shadowRoot.children].filter((child) => !/STYLE|LINK/.test(child.tagName))
      : [element];
    return parts.map((part) => part.textContent).join(" ").replace(/\s+/g, " ").trim();
  };
  const shown = (arm) => {
    const side = arm.side;
    arm.chart = side.chart ? find(side.chart, side.deep) : null;
    arm.caption = find(side.caption, side.deep);
    if ((side.chart && !arm.chart) || !arm.caption) return null;
    return { caption: words(arm.caption), cells: counts[side.kind](arm.chart, side, arm) };
  };
  const right = (now, expected) =>
    now && now.caption.includes(expected.caption) && (expected.cells === undefined || now.cells === expected.cells);

  const within = (arm, node) =>
    (arm.chart && (arm.chart.contains(node) || node.contains?.(arm.chart))) ||
    (arm.caption && (arm.caption.contains(node) || node.contains?.(arm.caption)));
  const watching = new WeakSet();
  const observer = new MutationObserver((records) => {
    if (!arms) return;
    for (const record of records) {
      if ((arms.chart && arms.chart.contains(record.target)) || (arms.caption && arms.caption.contains(record.target)) ||
          (arms.caption && record.target.getRootNode().host === arms.caption) ||
          [...record.addedNodes].some((node) => within(arms, node))) {
        arms.changed = performance.now();
        arms.changes += 1;
        return;
      }
    }
  });
  const observe = (deep) => {
    for (const root of roots(deep)) {
      if (watching.has(root)) continue;
      watching.add(root);
      observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    }
  };

  // What is drawn on a canvas changes no element.
  for (const name of ["fill", "fillRect", "fillText", "drawImage", "putImageData"]) {
    const draw = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      if (arms && arms.side.kind === "canvas" && (arms.side.deep || arms.chart?.contains(this.canvas))) {
        arms.changed = performance.now();
        arms.changes += 1;
        if (name !== "fillText") arms.fills += 1;
      }
      return draw.apply(this, given);
    };
  }

  const watch = (side, expected, from, patience) =>
    new Promise((resolve, reject) => {
      const arm = { side, expected, changed: performance.now(), changes: from ? 0 : 1, fills: 0, chart: null, caption: null, painted: null };
      arms = arm;
      observe(side.deep);
      let last = shown(arm);
      let seen = [arm.chart, arm.caption];
      const look = () => {
        const now = performance.now();
        if (side.deep) observe(true);
        last = shown(arm);
        if (seen[0] !== arm.chart || seen[1] !== arm.caption) {
          arm.changed = now;
          arm.changes += 1;
          seen = [arm.chart, arm.caption];
        }
        if (arm.painted !== null && arm.changed > arm.painted.after) arm.painted = null;
        if (arm.painted === null && arm.changes && right(last, expected)) arm.painted = { after: arm.changed, at: now };
        if (arm.painted !== null && now - arm.changed > QUIET) {
          arms = null;
          resolve(Math.max(0, arm.painted.at - from));
        } else if (now - from > patience) {
          arms = null;
          reject(new Error(`expected ${JSON.stringify(expected)}, saw ${JSON.stringify(last)}`));
        } else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });

  const act = (side, target, expected, patience) => {
    const element = target();
    if (!element) throw new Error("nothing to click");
    const from = performance.now();
    const painted = watch(side, expected, from, patience);
    element.click();
    return painted;
  };
  // The reader's own click: the clock starts with the event.
  const onClick = (side, expected, patience) => {
    window.benchPainted = new Promise((resolve, reject) => {
      document.addEventListener("pointerdown", () => watch(side, expected, performance.now(), patience).then(resolve, reject),
        { capture: true, once: true });
    });
  };
  const once = (side, expected, patience) => {
    window.benchPainted = new Promise((resolve, reject) => {
      const start = () => watch(side, expected, 0, patience).then(resolve, reject);
      if (document.documentElement) start(); else document.addEventListener("readystatechange", start, { once: true });
    });
    window.benchPainted.catch(() => {});
  };
  window.bench = { act, onClick, once };
})();
