// What is put into both pages before anything of theirs runs, to look at them in the same way.
// It is handed over as text, so it uses nothing from outside.

export function probe() {
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()();
  /** In a task of its own, behind what is under way; asked for in a frame: when that frame is painted. */
  const later = (act) => {
    waiting.push(act);
    channel.port2.postMessage(null);
  };

  const table = () => document.querySelector("table[aria-rowcount]");

  /** The rows in the document from the top. */
  const rows = () => {
    const body = table()?.tBodies[0];
    return body ? [...body.children].filter((row) => row.hasAttribute("aria-rowindex")) : [];
  };

  /** Whether the list is on screen, has that many rows, and begins with those people. */
  const shows = ({ count, first, any }) => {
    if (any) return true;
    if (table()?.getAttribute("aria-rowcount") !== String(count + 1)) return false;
    const drawn = rows();
    return (
      drawn.length >= first.length &&
      drawn[0].getAttribute("aria-rowindex") === "2" &&
      first.every((email, place) => drawn[place].querySelector(".col-email").textContent === email) &&
      drawn[0].checkVisibility()
    );
  };

  const bench = { shows, rows, table, result: null };

  /** When the first rows were painted, in milliseconds since the navigation began. */
  bench.firstRows = new Promise((resolve) => {
    const frame = () => {
      if (rows().length > 0) later(() => resolve(performance.now()));
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });

  /**
   * Waits for a person's event, and from its own time stamp until the page shows what is expected:
   * `rows`, when the rows stood in the document (only `precise`, for looking costs time), and `painted`; and how long
   * its listeners `worked` (https://w3c.github.io/event-timing/; no number where the event took under 16 ms).
   */
  bench.expect = (type, expected, precise) => {
    const act = (resolve) => (event) => {
      if (!event.isTrusted) throw new Error("not a person's event");
      const handled = performance.now();
      let stood = null;
      let done = false;
      // From the first listener to the end of the last, with what those asked for in the same task.
      let worked = Number.NaN;
      const timing = new PerformanceObserver((list) => {
        const own = list.getEntries().find((entry) => entry.name === type && entry.startTime === event.timeStamp);
        if (own) worked = own.processingEnd - own.processingStart;
      });
      timing.observe({ type: "event", durationThreshold: 16 });
      const look = new MutationObserver(() => {
        if (stood === null && shows(expected)) stood = performance.now() - handled;
      });
      if (precise) look.observe(document.body, { subtree: true, childList: true, attributeFilter: ["aria-rowcount"] });
      const frame = () => {
        if (done) return;
        if (!shows(expected)) {
          requestAnimationFrame(frame);
          return;
        }
        done = true;
        later(() => {
          look.disconnect();
          const painted = performance.now() - event.timeStamp;
          // The browser tells of an event a while after its frame.
          setTimeout(() => {
            timing.disconnect();
            resolve({ rows: stood, worked, painted });
          }, 100);
        });
      };
      requestAnimationFrame(frame);
      // Once more behind what the page itself asks of this frame.
      later(() => requestAnimationFrame(frame));
    };
    bench.result = new Promise((resolve) => {
      addEventListener(type, act(resolve), { capture: true, once: true });
    });
  };

  /** A text field of which nothing comes: what a key costs on this page before anybody has done anything with it. */
  bench.putField = () => {
    const field = document.createElement("input");
    field.id = "bare";
    document.querySelector("main").prepend(field);
  };

  /**
   * Watches each frame until told to stop. A frame is blank when a part of the view has no row; "ahead"
   * when the view is no longer covered by what the frame before had drawn, for the compositor scrolls
   * on with that picture while the page still draws.
   */
  bench.watchScrolling = () => {
    const scroller = table().parentElement;
    const seen = { frames: 0, blank: 0, ahead: 0, furthest: 0, places: 0 };
    let before = null;
    let going = true;
    const frame = () => {
      if (!going) return;
      const top = scroller.scrollTop;
      const drawn = rows();
      const box = scroller.getBoundingClientRect();
      const head = table().tHead.getBoundingClientRect().height;
      const first = drawn[0]?.getBoundingClientRect().top ?? Infinity;
      const last = drawn.at(-1)?.getBoundingClientRect().bottom ?? -Infinity;
      const span = { from: first - box.top + top, to: last - box.top + top };
      const view = { from: top + head, to: top + scroller.clientHeight };
      const gap = (span) => Math.max(span.from - view.from, view.to - span.to, 0);
      // Fractions of a pixel are rounding.
      seen.frames += 1;
      seen.blank += gap(span) > 1 ? 1 : 0;
      if (before) {
        seen.ahead += gap(before.span) > 1 ? 1 : 0;
        seen.furthest = Math.max(seen.furthest, Math.abs(top - before.top));
        seen.places += top === before.top ? 0 : 1;
      }
      before = { span, top };
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    return () => {
      going = false;
      return seen;
    };
  };

  /** All nodes of the document: elements, texts, comments. */
  bench.nodes = () => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
    let count = 1;
    while (walker.nextNode()) count += 1;
    return count;
  };

  /** How long this machine takes for a fixed piece of work: whether the throttle is on. */
  bench.work = () => {
    const start = performance.now();
    let sum = 0;
    for (let n = 0; n < 400_000; n += 1) sum = (sum + n * n) % 1_000_003;
    return sum < 0 ? 0 : performance.now() - start;
  };

  // The wasm keeps its memory to itself: taken where it is started.
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const start = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await start.apply(WebAssembly, given);
      // What is fetched later has none of its own.
      bench.wasm ??= (made.instance ?? made).exports.memory;
      return made;
    };
  }

  window.bench = bench;
}
