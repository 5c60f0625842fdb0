// The chat in a frame on another site. The page around it is told what happens
// here, never what is said; it tells where it is and who is logged in. The
// conversation's id stays in the frame's own storage, which browsers keep
// apart for each site around it, and goes to the server in a header.
const kept = "hotro.visitor";
const lately = 30 * 60 * 1000; // a page that is loaded anew means the same error

const memory = {}; // where a browser gives a frame no storage
const keep = (key, value) => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    memory[key] = value;
  }
};
const recall = (key) => {
  try {
    return localStorage.getItem(key);
  } catch {
    return memory[key] ?? null;
  }
};

export class Frame {
  constructor() {
    this.visit = {};
    this.visitor = recall(kept);
    this.asked = {};
    addEventListener("message", (e) => {
      if (e.source !== parent || !e.data || typeof e.data.hotro !== "string") return;
      this.origin = e.origin;
      this.asked[e.data.hotro]?.(e.data);
    });
  }

  // on sets what is done when the page around asks for something.
  on(what, act) {
    this.asked[what] = act;
  }

  // tell says to the page around what happened. Before that has spoken nobody
  // knows who it is, and only the word that the frame is there goes out.
  tell(what, more = {}) {
    parent.postMessage({ hotro: what, ...more }, this.origin || "*");
  }

  // greeted waits until the page around has said where it is.
  greeted() {
    return new Promise((done) => {
      this.on("hello", (m) => {
        this.visit = m.visit || {};
        done(m);
      });
      this.tell("loaded");
    });
  }

  // open begins the conversation, or takes it up. It tries until the server
  // answers. In a frame that is being left it never ends: an answer that comes
  // too late would keep the conversation for whoever comes next.
  async open() {
    for (let wait = 500; ; wait = Math.min(2 * wait, 15000)) {
      try {
        const r = await fetch("/chat/open", { method: "POST", headers: { ...this.headers(), "Content-Type": "application/json" }, body: JSON.stringify(this.visit) });
        if (r.ok) {
          const t = await r.json();
          if (this.ended) await new Promise(() => {});
          this.visitor = t.visitor;
          keep(kept, t.visitor);
          if (t.warning) this.tell("error", { message: t.warning });
          return t;
        }
        if (r.status < 500 && r.status !== 429) throw new Error(`${r.status}`);
      } catch (e) {
        this.tell("error", { message: `the chat can't be reached (${e.message})` });
      }
      await new Promise((done) => { setTimeout(done, wait); });
    }
  }

  headers() {
    const h = { "Accept-Language": document.documentElement.lang };
    if (this.visitor) h["X-Hotro-Visitor"] = this.visitor;
    return h;
  }

  // begins reports whether an error that the page names is news: the same one
  // again, a moment later, is a page that was loaded anew.
  begins({ code = "", call = "" }) {
    if (!code && !call) return false;
    const what = `${code} ${call}`;
    const last = JSON.parse(recall("hotro.began") || "{}");
    if (last.what === what && last.visitor === this.visitor && Date.now() - last.at < lately) return false;
    keep("hotro.began", JSON.stringify({ what, visitor: this.visitor, at: Date.now() }));
    return true;
  }

  // moved takes what the page around tells now. Where somebody else is logged
  // in, the conversation may be another.
  async moved(visit) {
    const who = ({ account, token, hash }) => JSON.stringify([account, token, hash]);
    const same = who(visit) === who(this.visit);
    this.visit = visit;
    if (same || this.ended) return;
    const was = this.visitor;
    await this.open();
    if (this.visitor !== was) location.reload();
  }

  // end forgets who it was: whoever comes next is somebody else.
  end() {
    this.ended = true;
    keep(kept, null);
    keep("hotro.began", null);
  }

  // leave ends it and begins anew. Who had everything deleted is told so.
  leave(deleted = false) {
    this.end();
    const here = new URL(location.href);
    if (deleted) here.searchParams.set("left", "1");
    else here.searchParams.delete("left");
    location.replace(here);
  }
}
