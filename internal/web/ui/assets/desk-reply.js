// The reply box: words or a note, files, canned replies. A note and a reply are
// begun apart: neither ever becomes the other by itself.
import { id, picksFiles } from "./page.js";
import { drafts } from "./desk-drafts.js";
import { replies } from "./desk-canned.js";
import { unsent } from "./desk-unsent.js";
import { typed as typedFor, typing } from "./desk-onward.js";
import { command } from "./desk-command.js";
import { ask, question } from "./desk-ask.js";

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
  let verbatim; // the question of askCommand
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

  form.addEventListener("submit", (e) => {
    e.preventDefault();
    const named = !isNote() && !attached.length && command(text.value, (kind, words) => {
      begun.write("");
      if (kind) begun.choose(kind);
      if (words) begun.write(words);
      draw();
      text.focus();
    });
    if (named) return;
    text.focus(); // at once: when it is sent, the one who wrote may be at something else
    if (text.value.trim() || attached.length) alone(() => send(begun.kind()));
  });

  // alone does one sending at a time, and returns what came of it.
  let running = Promise.resolve(false);
  function alone(sending) {
    if (!form.dataset.busy) running = run(sending);
    return running;
  }
  async function run(sending) {
    form.dataset.busy = "1";
    try {
      await begun.settled();
      return await sending();
    } finally {
      delete form.dataset.busy;
    }
  }

  // send sends what is begun as a kind of writing and reports whether it went;
  // over names the colleague whose ticket it answers all the same, ended that it
  // has ended, literal that it goes as it stands though it begins with "/".
  async function send(kind, over = "", ended = false, literal = false) {
    const from = begun.kind();
    const said = text.value;
    tried = [kind, over, ended, literal];
    const data = new FormData();
    data.set("id", token); // the same again until it is stored: sent twice, said once
    data.set("kind", kind);
    data.set("draft", from);
    data.set("over", over);
    data.set("begun", open && !ended ? "open" : "");
    data.set("literal", literal ? "1" : "");
    data.set("text", said);
    if (quoted) data.set("reply_to", quoted);
    for (const f of attached) data.append("file", f, f.name);
    const out = await post("say", data);
    if (out.away) {
      later.away();
      return false;
    }
    later.done();
    if (out.taken) return collide(out.taken, literal);
    if (out.ended) return askEnded(out.ended, literal);
    if (out.command) return askCommand(said);
    if (!out.ok) return false;
    token = id();
    attached = [];
    quote(0, "");
    begun.sent(from);
    if (begun.kind() === from && text.value !== said) begun.write(text.value); // it was typed on
    else draw();
    drawFiles();
    toEnd();
    return true;
  }

  // collide asks what to do: a colleague holds the ticket.
  async function collide(holder, literal) {
    const box = $("collide");
    const does = await ask(box, box.dataset.title.replace("{name}", holder.name));
    if (does === "send") return send("say", holder.id, false, literal);
    if (does === "note") return send("note");
    return does === "take" && (await post("take", new FormData())).ok && send("say", "", false, literal);
  }

  // askEnded asks what to do: the ticket has ended meanwhile.
  async function askEnded(by, literal) {
    const does = await ask($("ended"), by);
    if (does === "send") return send("say", "", true, literal);
    return does === "note" && send("note");
  }

  // askCommand asks what to do: the words look like a command, and are none.
  async function askCommand(said) {
    const [over, ended] = tried.slice(1);
    const { words } = page;
    verbatim ||= question(words.verbatim_about, [["", words.collide_back], ["note", words.collide_note], ["send", words.verbatim_send]]);
    const does = await ask(verbatim, words.verbatim_title.replace("{words}", said.trim().slice(0, 40)));
    if (does === "send") return send("say", over, ended, true);
    return does === "note" && send("note");
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
    // through is when what waits for a connection is sent, before anything else
    // is done; false when it is not.
    through: async () => {
      await running;
      return !later.waits() || alone(() => send(...tried));
    },
    forget: () => begun.forget(),
  };
}
