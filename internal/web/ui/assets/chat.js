// The chat page. It sends what the visitor writes, in order and again until
// it is stored, and shows what the server renders: lines come as finished
// HTML by server-sent events, or by polling where those do not come through.
import { Outbox } from "./outbox.js";
import { draft, keepDraft } from "./kept.js";
import { Follow } from "./follow.js";
import { Frame } from "./frame.js";
import { theme, days, id, announce, picksFiles } from "./page.js";

const body = document.body;
const words = JSON.parse(body.dataset.client);
const $ = (x) => document.getElementById(x);
const [log, list, typing, notice, newer, text, file] = ["log", "lines", "typing", "notice", "newer", "text", "file"].map($);
const title = document.title;
const frame = body.classList.contains("framed") ? new Frame() : null;
let cursor = Number(body.dataset.cursor) || 0;
let unread = 0;
let typingTimer;

// The log stays at its end, unless the visitor scrolls up to read.
let pinned = true;
let lastTop = 0;
const toEnd = (smooth) => {
  pinned = true;
  log.scrollTo({ top: log.scrollHeight, behavior: smooth ? "smooth" : "instant" });
};
// A message that does not fit is read from its beginning.
const toTop = (item) => {
  log.scrollTo({ top: item.offsetTop - log.offsetTop - 12, behavior: "instant" });
  pinned = false;
};
log.addEventListener("scroll", () => {
  const left = log.scrollHeight - log.scrollTop - log.clientHeight;
  if (log.scrollTop < lastTop - 2) pinned = false;
  if (left < 40) pinned = true;
  if (pinned) newer.hidden = true;
  lastTop = log.scrollTop;
}, { passive: true });
const grown = new ResizeObserver(() => { if (pinned) toEnd(); }); // also when a picture arrives late
for (const part of [log, list]) grown.observe(part);

// show puts a line in its place: over itself, over the one that was sent
// from here, or where its number belongs.
function show(line, fresh) {
  const box = document.createElement("template");
  box.innerHTML = line.html;
  const item = box.content.firstElementChild;
  const old = $(item.id) || (line.message && list.querySelector(`[data-message="${CSS.escape(line.message)}"]`));
  if (old) {
    keepChoices(old, item);
    old.replaceWith(item);
  } else {
    if (fresh) item.classList.add("new");
    const after = [...list.querySelectorAll(".msg[data-seq]")].findLast((m) => Number(m.dataset.seq) < line.seq);
    const first = list.querySelector(".msg");
    if (after) after.after(item);
    else if (first) first.before(item);
    else list.append(item);
    pendingLast();
  }
  if (line.by === "user") settleChoices(item);
  else {
    if (item.querySelector("button.choice")) settleEarlier(item);
    hideTyping();
    if (fresh) noticed(line);
  }
  days(list, words);
  if (pinned && item.offsetHeight > log.clientHeight * 0.9) toTop(item);
  else if (pinned) toEnd(fresh);
  else if (fresh && line.by !== "user") newer.hidden = false;
}

// What waits to be sent stands below everything that was said.
function pendingLast() {
  for (const m of list.querySelectorAll(".msg:not([data-seq])")) list.append(m);
}

// A question is answered once: the buttons above a line of the visitor rest. What
// is asked when all is done stays after thanks, until one of its buttons was pressed.
function settleChoices(item) {
  const said = item.querySelector(".bubble")?.textContent.trim();
  for (const m of list.querySelectorAll(".msg")) {
    if (m === item) break;
    const all = [...m.querySelectorAll("button.choice")];
    const stays = all.some((b) => b.value === "reopen" || b.value.startsWith("rate:")) && !all.some((b) => b.textContent.trim() === said);
    if (!stays) for (const b of all) b.disabled = true;
  }
}

// A later question stands in the place of earlier ones; what was asked with it,
// and the offer to open a ticket again, stay.
function settleEarlier(item) {
  for (const m of list.querySelectorAll(".msg")) {
    if (m === item) break;
    if (m.dataset.at < item.dataset.at) for (const b of m.querySelectorAll('button.choice:not([value="reopen"])')) b.disabled = true;
  }
}

function keepChoices(from, to) {
  const was = from.querySelectorAll("button.choice");
  to.querySelectorAll("button.choice").forEach((b, i) => {
    if (!was[i]) return;
    b.disabled = was[i].disabled;
    b.className = was[i].className;
  });
}

const unseen = () => document.hidden || frame?.shown === false;
function noticed(line) {
  frame?.tell("message", { by: line.by });
  if (!unseen()) return;
  unread++;
  if (frame) frame.tell("unread", { count: unread });
  else document.title = `(${unread}) ${title}`;
}
function seen() {
  if (unseen() || !unread) return;
  unread = 0;
  if (frame) frame.tell("unread", { count: 0 });
  else document.title = title;
}
document.addEventListener("visibilitychange", seen);

// Who writes is drawn: a person has a face of their own.
function showTyping(s) {
  const person = s?.held === "staff" && s.face;
  const [robot, face] = typing.querySelectorAll(".face");
  robot.hidden = !!person;
  face.hidden = !person;
  if (person) {
    face.textContent = s.face;
    face.className = `face ${s.tint}`;
  }
  typing.querySelector(".sr").textContent = person ? words.typing_person.replace("{name}", s.name) : words.typing;
  clearTimeout(typingTimer);
  typing.hidden = false;
  typingTimer = setTimeout(hideTyping, 12000);
  if (pinned) toEnd(true);
}
function hideTyping() {
  clearTimeout(typingTimer);
  typing.hidden = true;
}

// pending shows what the visitor has just sent, before the server knows it.
function pending(m) {
  const item = document.createElement("li");
  item.className = "msg mine sending new";
  item.dataset.message = m.id;
  const inner = document.createElement("div");
  inner.className = "body";
  if (m.file) inner.append(preview(m));
  if (m.label) {
    const b = document.createElement("div");
    b.className = "bubble";
    b.textContent = m.label;
    inner.append(b);
  }
  const meta = document.createElement("div");
  meta.className = "meta";
  inner.append(meta);
  item.append(inner);
  list.append(item);
  mark(m, "sending");
  settleChoices(item);
  toEnd(true);
}

function preview(m) {
  if (m.file.type.startsWith("image/") && m.file.type !== "image/svg+xml") {
    const a = document.createElement("span");
    a.className = "picture";
    const img = document.createElement("img");
    img.src = URL.createObjectURL(m.file);
    img.alt = m.file.name;
    img.addEventListener("load", () => toEnd());
    a.append(img);
    return a;
  }
  const a = document.createElement("span");
  a.className = "file";
  const b = document.createElement("b");
  b.textContent = m.file.name;
  a.append(b);
  return a;
}

function mark(m, state, why) {
  const item = list.querySelector(`[data-message="${CSS.escape(m.id)}"]:not([data-seq])`);
  if (!item) return; // it has come back as a line already
  item.classList.toggle("sending", state === "sending");
  item.classList.toggle("failed", state === "failed");
  const meta = item.querySelector(".meta");
  meta.textContent = words[state];
  if (state !== "failed") return;
  hideTyping();
  meta.textContent = why || words.failed;
  const again = document.createElement("button");
  again.type = "button";
  again.className = "retry";
  again.textContent = words.retry;
  again.addEventListener("click", () => outbox.again(m));
  meta.append(again);
}

// whose is what is kept here: in a frame the visitor may change.
const whose = () => frame?.visitor || "";
const outbox = new Outbox({
  mark,
  sent: () => { if ($("status").dataset.held === "bot") showTyping(); }, // a person takes their time
  waiting: (is) => tell(is ? words.offline : ""),
  whose,
  from: () => (frame ? { headers: frame.headers(), visit: frame.visit } : {}),
});

function send(m) {
  m.id = id();
  pending(m);
  outbox.add(m);
}

// resume sends what an earlier page could not, and shows what was being written.
async function resume() {
  if ($("left")) await outbox.forget(); // it was somebody else's
  for (const m of await outbox.left()) {
    if (list.querySelector(`[data-message="${CSS.escape(m.id)}"]`)) outbox.has(m);
    else {
      pending(m);
      outbox.add(m);
    }
  }
  const begun = await draft(whose());
  text.value ||= begun;
  grow();
}

let told = "";
function tell(s) {
  if (s === told) return;
  told = s;
  notice.textContent = s;
  notice.hidden = !s;
}

$("composer").addEventListener("submit", (e) => {
  e.preventDefault();
  const said = text.value.trim();
  if (!said) return text.focus();
  text.value = "";
  grow();
  keepDraft(whose(), "");
  send({ label: said, text: said });
  text.focus();
});
// Enter sends, Shift+Enter breaks the line. The keyboards of phones tell only
// of the line break they are about to make.
let shift = false;
text.addEventListener("keydown", (e) => { shift = e.shiftKey; });
text.addEventListener("beforeinput", (e) => {
  if (shift || e.isComposing || (e.inputType !== "insertLineBreak" && e.inputType !== "insertParagraph")) return;
  e.preventDefault();
  $("composer").requestSubmit();
});
const grow = () => {
  if (CSS.supports("field-sizing", "content")) return;
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
};
// Staff who hold the conversation see that the visitor writes.
let wrote = 0;
function tellWriting() {
  if ($("status").dataset.held !== "staff" || !text.value.trim() || Date.now() - wrote < 4000) return;
  wrote = Date.now();
  fetch("/chat/typing", { method: "POST", headers: frame ? frame.headers() : {} }).catch(() => {});
}
text.addEventListener("input", () => {
  grow();
  tellWriting();
  keepDraft(whose(), text.value);
});

document.addEventListener("submit", (e) => {
  const b = e.submitter;
  if (!b || e.defaultPrevented) return;
  if (b.dataset.say !== undefined) {
    e.preventDefault();
    send({ label: b.value, text: b.value });
  } else if (b.name === "data") {
    e.preventDefault();
    b.classList.add("picked");
    send({ label: b.textContent, data: b.value });
  }
});

function attach(all) {
  for (const f of all) {
    if (f.size > Number(words.max)) {
      tell(words.too_large);
      setTimeout(() => tell(""), 6000);
      continue;
    }
    send({ file: f });
  }
}
picksFiles(file, text, attach);

newer.addEventListener("click", () => toEnd(true));

const follow = new Follow({
  stream: () => `/chat/events?after=${cursor}`,
  poll: () => `/chat/lines?after=${cursor}`,
  on: {
    line: (l, at) => {
      cursor = Math.max(cursor, at);
      show(l, true);
    },
    status: (s) => {
      const el = $("status");
      if (el.textContent !== s.text) el.textContent = s.text;
      el.dataset.held = s.held;
      if (s.held === "staff") hideTyping();
    },
    typing: showTyping,
  },
  polled: (t) => {
    for (const l of t.lines) show(l, l.seq > cursor);
    cursor = t.cursor;
    follow.emit("status", t.status);
  },
  down: (is) => tell(is ? words.offline : ""),
  headers: frame ? () => frame.headers() : undefined,
});

// start opens the conversation, at what brought the visitor here if that is
// known: an error's code, a call.
const start = ({ code, call } = {}) => outbox.add({ id: `start-${id()}`, kind: "start", code, call, quiet: true });
// Who has just had everything deleted is not drawn into a new conversation.
const begun = () => list.querySelector(".msg") || $("left");

async function onPage() {
  theme($("theme"));
  $("leave").addEventListener("submit", () => { outbox.forget(); });
  await resume();
  const { code, call } = body.dataset;
  if (code === undefined && call === undefined) {
    if (!begun()) start();
    return;
  }
  start({ code, call });
  const here = new URL(location.href); // loaded anew, the page goes on where it is
  here.searchParams.delete("code");
  here.searchParams.delete("call");
  history.replaceState(null, "", here);
}

async function inFrame() {
  let wants = await frame.greeted();
  if ($("left")) wants = {};
  frame.shown = false;
  const t = await frame.open();
  for (const l of t.lines) show(l, false);
  cursor = t.cursor;
  follow.emit("status", t.status);
  $("earlier").hidden = !t.earlier;
  await resume();
  const begin = () => {
    if (frame.begins(wants)) start(wants);
    else if (!begun()) start();
    wants = {};
  };
  frame.on("shown", (m) => {
    const first = m.open && !frame.seen;
    frame.shown = m.open;
    seen();
    if (!m.open) return;
    frame.seen = true;
    if (first || wants.code || wants.call) begin();
    toEnd();
    text.focus();
  });
  frame.on("begin", (m) => {
    wants = m;
    if (frame.shown) begin();
  });
  frame.on("write", (m) => {
    text.value = m.text;
    grow();
    text.focus();
  });
  frame.on("visit", (m) => frame.moved(m.visit));
  frame.on("reset", async () => {
    frame.end();
    await outbox.forget();
    frame.leave();
  });
  $("leave").addEventListener("submit", async (e) => {
    e.preventDefault();
    const form = new URLSearchParams(new FormData(e.target));
    const r = await fetch("/chat/leave", { method: "POST", headers: frame.headers(), body: form }).catch(() => null);
    if (!r?.ok) return tell((await r?.json().catch(() => null))?.error || words.offline);
    await outbox.forget();
    frame.tell("left");
    frame.leave(true);
  });
  $("close").addEventListener("click", () => frame.tell("close"));
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && !e.isComposing) frame.tell("close");
  });
  $("earlier").addEventListener("click", async () => {
    const r = await fetch("/chat/lines?after=0", { headers: frame.headers() });
    if (!r.ok) return tell(words.offline);
    $("earlier").hidden = true;
    for (const l of (await r.json()).lines) show(l, false);
  });
  frame.tell("ready");
}

if (frame) await inFrame();
else await onPage();
days(list, words);
toEnd();
addEventListener("load", () => toEnd());
follow.start();
if (!frame && matchMedia("(pointer: fine)").matches) text.focus();
announce("ready");
