// Outbox sends messages one after another, each until the server has stored
// it. The id of a message makes sending it twice harmless. While the server is
// away everything is kept: words and presses also when the page is closed.
export class Outbox {
  constructor({ mark, sent, waiting, from = () => ({}) }) {
    Object.assign(this, { mark, sent, waiting, from, queue: [], busy: false });
    addEventListener("online", () => this.wake?.());
    addEventListener("beforeunload", (e) => { if (this.queue.some((m) => m.file)) e.preventDefault(); });
  }

  add(m) {
    this.queue.push(m);
    keep(m);
    this.run();
  }

  // left are the messages that an earlier page could not send any more.
  left() {
    const now = Date.now();
    return stored().filter((m) => {
      if (now - m.at < keptFor) return true;
      drop(m);
      return false;
    });
  }

  // forget throws away what is not sent, of this page and of earlier ones.
  forget() {
    this.queue = [];
    stored().forEach(drop);
  }

  // has tells that the server had a message all along.
  has(m) { drop(m); }

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
        await this.pause(r.after || Math.min(500 * 2 ** tries, 15000));
        continue;
      }
      tries = 0;
      this.waiting(false);
      this.queue.shift();
      drop(m);
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
  // which the connection breaks may be one that is too large: it is not tried
  // for ever.
  async post(m) {
    let res;
    try {
      res = await fetch(m.file ? "/chat/upload" : "/chat/send", this.request(m));
    } catch {
      return { later: true, away: !m.file };
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

const patience = 60000; // ms: who is told to wait longer is asked, not kept waiting
const keptFor = 24 * 3600 * 1000;
const prefix = "hotro-unsent-";

// What is kept stands in the browser's storage, if it lets us, each message
// under its own name, so that two pages take nothing from each other.
function keep(m) {
  if (m.file || m.quiet) return;
  const { id, kind, text, data, label } = m;
  try {
    localStorage.setItem(prefix + id, JSON.stringify({ id, kind, text, data, label, at: m.at ?? Date.now() }));
  } catch { /* storage is off */ }
}

function drop(m) {
  try {
    localStorage.removeItem(prefix + m.id);
  } catch { /* storage is off */ }
}

function stored() {
  try {
    const all = Object.keys(localStorage).filter((k) => k.startsWith(prefix)).map((k) => JSON.parse(localStorage.getItem(k)));
    return all.sort((a, b) => a.at - b.at);
  } catch {
    return [];
  }
}

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
