// Stream is an EventSource that sends headers: what a page in a frame needs,
// where cookies are kept away.
export class Stream extends EventTarget {
  constructor(url, headers) {
    super();
    Object.assign(this, { url, headers, readyState: 0, stop: new AbortController() });
    this.run();
  }

  close() {
    this.readyState = 2;
    this.stop.abort();
  }

  async run() {
    try {
      const r = await fetch(this.url, { headers: this.headers(), cache: "no-store", signal: this.stop.signal });
      if (!r.ok || r.status === 204) throw new Error(r.status);
      this.readyState = 1;
      await this.read(r.body.pipeThrough(new TextDecoderStream()).getReader());
    } catch {
      // closed, cut or refused: all the same to who listens
    }
    if (this.readyState === 2) return;
    this.readyState = 2;
    this.dispatchEvent(new Event("error"));
  }

  async read(from) {
    for (let text = "", part; (part = await from.read()), !part.done; ) {
      const events = (text + part.value).split("\n\n");
      text = events.pop();
      events.forEach((e) => this.say(e));
    }
  }

  say(event) {
    const fields = {};
    for (const line of event.split("\n")) {
      const at = line.indexOf(": ");
      if (at > 0) fields[line.slice(0, at)] = line.slice(at + 2);
    }
    if (fields.event) this.dispatchEvent(new MessageEvent(fields.event, { data: fields.data, lastEventId: fields.id || "" }));
  }
}
