import { drop, forget, keep, unsent } from "./kept.js";

// Outbox sends messages one after another, each until the server has stored
// it. The id of a message makes sending it twice harmless. Until it is stored
// each is kept, pictures too, also when the page is closed.
export class Outbox {
  constructor({ mark, sent, waiting, whose = () => "", from = () => ({}) }) {
    Object.assign(this, { mark, sent, waiting, whose, from, queue: [], busy: false });
    addEventListener("online", () => this.wake?.());
    addEventListener("beforeunload", (e) => { if (this.queue.some((m) => m.loose)) e.preventDefault(); });
  }

  add(m) {
    this.queue.push(m);
    if (!m.quiet) this.keep(m);
    this.run();
  }

  async keep(m) {
    m.at ??= this.last = Math.max(Date.now(), (this.last || 0) + 1); // two in one moment keep their order
    const { id, kind, text, data, label, file, at } = m;
    m.loose = !(await keep({ id, kind, text, data, label, file, at, whose: this.whose() }));
  }

  // left are the messages that an earlier page could not send any more.
  left() { return unsent(this.whose()); }

  // forget throws away what is not sent, of this page and of earlier ones.
  forget() {
    this.queue = [];
    return forget();
  }

  // has tells that the server had a message all along.
  has(m) { drop(m.id); }

  again(m) {
    this.mark(m, "sending");
    this.add(m);
  }

  async run() {
    if (this.busy) return;
    this.busy = true;
    for (let tries = 0; this.queue.length; ) {
      const m = this.queue[0];
      const r = await this.post(m);
      if (r.later && (tries < 8 || r.away)) {
        tries++;
        this.waiting(tries > 1);
        await this.pause(r.after || Math.min(500 * 2 ** tries, 10000));
        continue;
      }
      tries = 0;
      this.waiting(false);
      this.queue.shift();
      if (!m.quiet) drop(m.id);
      if (r.ok) {
        this.mark(m, "sent");
        this.sent(m);
      } else if (!m.quiet) this.mark(m, "failed", r.why);
    }
    this.busy = false;
  }

  pause(ms) {
    return new Promise((done) => {
      this.wake = done;
      setTimeout(done, ms);
    });
  }

  // post tells what became of one try: ok, try again later, or never. A file at
  // which the connection breaks while the server can be reached may be one that
  // is too large: it is not tried for ever.
  async post(m) {
    let res;
    try {
      res = await fetch(m.file ? "/chat/upload" : "/chat/send", this.request(m));
    } catch {
      return { later: true, away: !m.file || !(await reached()) };
    }
    if (res.ok) return { ok: true };
    const after = 1000 * Number(res.headers.get("Retry-After") || 0);
    const { error: why, puzzle, bits } = await res.json().catch(() => ({}));
    if (res.status === 428 && puzzle && crypto.subtle && puzzle !== this.worked) {
      this.worked = puzzle;
      this.proof = await work(puzzle, bits);
      return { later: true, after: 1 };
    }
    return { later: res.status >= 500 || (res.status === 429 && after <= patience), away: res.status === 503, after, why };
  }

  request(m) {
    const { headers: known = {}, visit } = this.from();
    const headers = this.proof ? { ...known, "X-Hotro-Proof": this.proof } : known;
    if (m.file) {
      const form = new FormData();
      form.append("id", m.id);
      form.append("caption", m.text || "");
      form.append("file", m.file, m.file.name);
      return { method: "POST", headers, body: form };
    }
    const { id, kind, text, data, code, call } = m;
    const body = JSON.stringify({ id, kind, text, data, code, call, visit });
    return { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body };
  }
}

const reached = () => fetch("/healthz", { cache: "no-store" }).then(() => true, () => false);

const patience = 60000; // ms: who is told to wait longer is asked, not kept waiting

// work looks for what the server asks for while very many people write: a
// number with which the puzzle's hash begins with so many zero bits.
async function work(puzzle, bits) {
  const text = new TextEncoder();
  const tries = (from) => [...Array(512).keys()].map((i) => String(from + i));
  for (let from = 0; ; from += 512) {
    const some = tries(from);
    const hashes = await Promise.all(some.map((n) => crypto.subtle.digest("SHA-256", text.encode(`${puzzle}:${n}`))));
    const i = hashes.findIndex((h) => new DataView(h).getUint32(0) >>> (32 - bits) === 0);
    if (i >= 0) return some[i];
  }
}
