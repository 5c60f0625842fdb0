// The reply box: words or a note, files, canned replies. A note and a reply are
// begun apart: neither ever becomes the other by itself.
import { id, picksFiles } from "./page.js";
import { drafts } from "./desk-drafts.js";
import { replies } from "./desk-canned.js";
import { unsent } from "./desk-unsent.js";
import { typed as typedFor, typing } from "./desk-onward.js";

export function composer({ page, post, form, toEnd }) {
  const $ = (x) => document.getElementById(x);
  const [text, files, shown] = ["answer", "reply-file", "reply-files"].map($);
  const early = typedFor(page.number) + text.value.slice(0, Math.max(0, text.value.length - text.defaultValue.length)); // before this ran
  const canned = replies({ page, text, all: JSON.parse(form.dataset.canned) });
  const reply = text.placeholder;
  let attached = [];
  let token = id();
  let typed = 0;
  let quoted = 0;

  const begun = drafts({ page, post, begun: JSON.parse(form.dataset.draft), changed: draw });
  const isNote = () => begun.kind() === "note";
  let tried; // what was sent last: its kind, over whom, ended or not
  const later = unsent({ mark: $("reply-unsent"), words: page.words, again: () => alone(() => send(...tried)) });
  const changed = () => { if (later.changed()) token = id(); }; // other words: another message

  // draw shows what is begun of the kind that is being written.
  function draw() {
    form.elements.kind.value = begun.kind();
    text.placeholder = isNote() ? text.dataset.note : reply;
    if (text.value !== begun.text()) text.value = begun.text();
  }
  draw();
  const main = $("main");
  let open = main.dataset.open === "true" || text.value !== ""; // when the words were begun
  if (early || (typing() && ["", "#end"].includes(location.hash) && [document.body, text].includes(document.activeElement))) type(early);

  // type puts words behind what is begun, as if they were typed there, and the
  // caret behind them.
  function type(words) {
    if (words) begun.write(begun.text() + words);
    draw();
    text.focus({ preventScroll: true });
    text.setSelectionRange(text.value.length, text.value.length);
    if (words) canned.follow();
  }

  for (const k of form.elements.kind) {
    k.addEventListener("change", () => {
      changed();
      begun.choose(form.elements.kind.value);
      draw();
      text.focus();
    });
  }

  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    if (text.value.trim() || attached.length) await alone(() => send(begun.kind()));
    text.focus();
  });

  // alone does one sending at a time.
  async function alone(sending) {
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    try {
      await begun.settled();
      await sending();
    } finally {
      delete form.dataset.busy;
    }
  }

  // send sends what is begun as a kind of writing; over names the colleague
  // whose ticket it answers all the same, ended that it has ended.
  async function send(kind, over = "", ended = false) {
    const from = begun.kind();
    const said = text.value;
    tried = [kind, over, ended];
    const data = new FormData();
    data.set("id", token); // the same again until it is stored: sent twice, said once
    data.set("kind", kind);
    data.set("draft", from);
    data.set("over", over);
    data.set("begun", open && !ended ? "open" : "");
    data.set("text", said);
    if (quoted) data.set("reply_to", quoted);
    for (const f of attached) data.append("file", f, f.name);
    const out = await post("say", data);
    if (out.away) return later.away();
    later.done();
    if (out.taken) return collide(out.taken);
    if (out.ended) return askEnded(out.ended);
    if (!out.ok) return;
    token = id();
    attached = [];
    quote(0, "");
    begun.sent(from);
    if (begun.kind() === from && text.value !== said) begun.write(text.value); // it was typed on
    else draw();
    drawFiles();
    toEnd();
  }

  // collide asks what to do: a colleague holds the ticket.
  async function collide(holder) {
    const box = $("collide");
    $("collide-title").textContent = box.dataset.title.replace("{name}", holder.name);
    box.returnValue = "";
    box.showModal();
    await new Promise((done) => { box.addEventListener("close", done, { once: true }); });
    if (box.returnValue === "send") await send("say", holder.id);
    if (box.returnValue === "note") await send("note");
    if (box.returnValue === "take" && (await post("take", new FormData())).ok) await send("say");
  }

  // askEnded asks what to do: the ticket has ended meanwhile.
  async function askEnded(by) {
    const box = $("ended");
    $("ended-title").textContent = by;
    box.returnValue = "";
    box.showModal();
    await new Promise((done) => { box.addEventListener("close", done, { once: true }); });
    if (box.returnValue === "send") await send("say", "", true);
    if (box.returnValue === "note") await send("note");
  }

  text.addEventListener("keydown", (e) => {
    if (canned.takes(e)) return;
    if (e.key !== "Enter" || e.isComposing || (e.shiftKey && !e.ctrlKey && !e.metaKey)) return;
    e.preventDefault();
    form.requestSubmit();
  });
  text.addEventListener("input", () => {
    changed();
    if (!begun.text()) open = main.dataset.open === "true";
    begun.write(text.value);
    canned.follow();
    if (Date.now() - typed > 4000 && text.value) {
      typed = Date.now();
      const data = new FormData();
      data.set("kind", begun.kind());
      post("typing", data, true);
    }
  });

  // files
  function drawFiles() {
    shown.replaceChildren(...attached.map((f, i) => {
      const li = document.createElement("li");
      li.textContent = f.name;
      const b = document.createElement("button");
      b.type = "button";
      b.textContent = "×";
      b.ariaLabel = `${page.words.remove} ${f.name}`;
      b.addEventListener("click", () => { attached.splice(i, 1); drawFiles(); text.focus(); });
      li.append(b);
      return li;
    }));
    shown.hidden = !attached.length;
  }
  function attach(all) {
    for (const f of all) {
      if (f.size > 10 << 20) page.toast(page.words.fault_too_large, true);
      else attached.push(f);
    }
    drawFiles();
  }
  picksFiles(files, text, attach);
  addEventListener("beforeunload", (e) => { if (attached.length) e.preventDefault(); });

  // quote shows which line the answer is to.
  function quote(seq, words) {
    changed();
    quoted = seq;
    $("reply-quote").hidden = !seq;
    $("reply-quote").firstElementChild.textContent = words;
  }
  $("reply-quote").querySelector("button").addEventListener("click", () => { quote(0, ""); text.focus(); });

  return {
    quote: (seq, words) => { quote(seq, words); text.focus(); },
    focus: () => text.focus(),
    type,
    forget: () => begun.forget(),
  };
}
