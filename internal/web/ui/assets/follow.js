import { Stream } from "./stream.js";

// Nothing moves under a finger: what comes while something is pressed is shown
// once it is let go, for a press whose button was redrawn meanwhile hits nothing.
let presses = 0, pressed = false, stuck;
const kept = [];
function show(change) {
  if (pressed) kept.push(change);
  else change();
}
function letGo() {
  clearTimeout(stuck);
  const press = presses;
  setTimeout(() => { // after the click that this becomes
    if (press !== presses) return; // it is pressed again
    pressed = false;
    for (const change of kept.splice(0)) {
      try {
        change();
      } catch (e) {
        reportError(e);
      }
    }
  }, 50);
}
addEventListener("pointerdown", () => {
  pressed = true;
  presses++;
  clearTimeout(stuck);
  stuck = setTimeout(letGo, 3000); // let go outside the window, unseen
}, true);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, letGo, true);
addEventListener("blur", letGo); // of the window

// Follow keeps a page in step with the server: by server-sent events, and by
// polling while those don't come through.
export class Follow {
  constructor({ stream, poll, on, polled, down, headers }) {
    Object.assign(this, { stream, poll, on, polled, down, headers, faults: 0 });
  }

  start() {
    this.connect();
    addEventListener("online", () => this.connect());
    addEventListener("pageshow", (e) => { if (e.persisted) this.connect(); });
  }

  stop() {
    this.source?.close();
    clearTimeout(this.retry);
    clearInterval(this.polling);
  }

  emit(kind, data, at) {
    this.on[kind]?.(data, at);
  }

  connect() {
    this.source?.close();
    const s = (this.source = this.headers ? new Stream(this.stream(), this.headers) : new EventSource(this.stream()));
    // Behind a proxy that holds events back a stream opens and stays silent:
    // the first event comes at once, or polling takes over.
    const silent = setTimeout(() => this.fallback(), 3000);
    for (const kind of Object.keys(this.on)) {
      s.addEventListener(kind, (e) => {
        clearTimeout(silent);
        this.alive();
        show(() => this.emit(kind, JSON.parse(e.data), Number(e.lastEventId) || 0));
      });
    }
    s.addEventListener("error", () => {
      clearTimeout(silent);
      if (++this.faults >= 2) this.fallback();
      if (s.readyState === EventSource.CLOSED) this.later();
    });
  }

  alive() {
    this.faults = 0;
    clearInterval(this.polling);
    this.polling = undefined;
    this.down(false);
  }

  later() {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.connect(), 5000);
  }

  fallback() {
    if (this.polling || !this.poll) {
      if (!this.poll) this.down(true);
      return;
    }
    const ask = async () => {
      try {
        const r = await fetch(this.poll(), { headers: { ...this.headers?.(), Accept: "application/json" } });
        if (!r.ok) throw new Error(r.status);
        const news = await r.json();
        show(() => this.polled(news));
        this.down(false);
      } catch {
        this.down(true);
      }
    };
    this.polling = setInterval(ask, 2500);
    ask();
  }
}
