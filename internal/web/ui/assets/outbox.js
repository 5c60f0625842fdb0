// Outbox sends messages one after another, each until the server has stored
// it. The id of a message makes sending it twice harmless.
export class Outbox {
  constructor({ mark, sent, waiting, from = () => ({}) }) {
    Object.assign(this, { mark, sent, waiting, from, queue: [], busy: false });
    addEventListener("online", () => this.wake?.());
  }

  add(m) {
    this.queue.push(m);
    this.run();
  }

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
      if (r.later && (tries < 8 || r.offline)) {
        tries++;
        this.waiting(tries > 1);
        await this.pause(r.after || Math.min(500 * 2 ** tries, 15000));
        continue;
      }
      tries = 0;
      this.waiting(false);
      this.queue.shift();
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

  // post tells what became of one try: ok, try again later, or never.
  async post(m) {
    let res;
    try {
      res = await fetch(m.file ? "/chat/upload" : "/chat/send", this.request(m));
    } catch {
      return { later: true, offline: !m.file };
    }
    if (res.ok) return { ok: true };
    const after = 1000 * Number(res.headers.get("Retry-After") || 0);
    const why = (await res.json().catch(() => ({}))).error;
    return { later: res.status === 429 || res.status >= 500, after, why };
  }

  request(m) {
    const { headers = {}, visit } = this.from();
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
