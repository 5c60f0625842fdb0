// The desk. Pages work without this; it keeps them in step with what others
// do, saves page loads, and knows the keyboard.
import { Follow } from "./follow.js";
import { announce, theme } from "./page.js";
import { list } from "./desk-list.js";
import { talk } from "./desk-talk.js";
import { notify } from "./desk-notify.js";
import { keys } from "./desk-keys.js";
import { previews } from "./desk-replies.js";
import { present } from "./desk-present.js";
import { onward } from "./desk-onward.js";

const words = JSON.parse(document.body.dataset.client);
const view = document.body.dataset.view;
const $ = (x) => document.getElementById(x);

// A toast may hold a button that takes back what it tells of.
function button({ label, go }, box) {
  const b = document.createElement("button");
  b.type = "button";
  b.className = "link";
  b.textContent = label;
  b.addEventListener("click", () => {
    box.hidden = true;
    go();
  });
  return b;
}
const undo = document.querySelector("form.undo");
if (undo) setTimeout(() => undo.remove(), 10000);

// toast says in passing what happened: in the flow of the page, above the box to
// write in or below the list, so that it lies over nothing.
const place = document.querySelector("#again, #reply, .locked") || document.querySelector("main.list > :last-child");
if (place?.matches(".more")) place.after($("toast"));
else place?.before($("toast"));
let toastTimer;
function toast(text, bad, act) {
  const t = $("toast");
  t.textContent = text;
  if (act) t.append(" ", button(act, t));
  t.classList.toggle("bad", !!bad);
  t.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { t.hidden = true; }, act ? 10000 : bad ? 6000 : 2600);
}

// Ages are shown in the largest unit and kept up, as are promises.
function span(m, most) {
  const h = Math.floor(m / 60);
  if (m < 1) return words.span_now;
  if (m < 60) return words.span_minutes.replace("{n}", m);
  if (h < most * 24) return words.span_hours.replace("{n}", h).replace("{m}", m % 60);
  return words.span_days.replace("{n}", Math.floor(h / 24));
}
function ages() {
  for (const t of document.querySelectorAll("time.ago")) t.textContent = span(Math.max(0, Math.floor((Date.now() - new Date(t.dateTime)) / 60000)), 1);
  for (const t of document.querySelectorAll("time.due")) due(t, Date.now());
}

// A promise counts down while people are at work, and says when it is broken.
function due(t, now) {
  const { zero, left, turn, soon } = t.dataset;
  const stop = turn ? Date.parse(turn) : Infinity;
  const ms = left ? left * 1000 - Math.max(0, now - stop) : Date.parse(zero) - Math.min(now, stop);
  const [late, paused] = [ms <= 0, left ? now < stop : now >= stop];
  const text = (late ? words.promise_late : words.promise_left).replace("{span}", span(Math.max(1, late ? Math.floor(-ms / 60000) : Math.ceil(ms / 60000)), 3));
  t.textContent = paused ? words.promise_paused.replace("{text}", text) : text;
  t.className = ["due", late ? "late" : ms <= soon * 1000 ? "soon" : "run", paused && "paused"].filter(Boolean).join(" ");
}

const page = { words, toast, ages, view, number: Number($("main")?.dataset.number || 0) };
onward();
const rows = list(page);
const conversation = page.number ? talk(page) : undefined;
const bell = notify(page);
const people = present(page);
previews();
keys();
theme($("theme"));
ages();
setInterval(ages, 15000);

document.addEventListener("click", async (e) => {
  const b = e.target.closest("[data-copy]");
  if (!b) return;
  try {
    await navigator.clipboard.writeText(b.dataset.copy);
  } catch { // pages served over plain http have no clipboard
    const t = document.createElement("textarea");
    t.value = b.dataset.copy;
    document.body.append(t);
    t.select();
    document.execCommand("copy");
    t.remove();
  }
  toast(words.copied);
});

const listed = $("rows") && !document.body.classList.contains("at-search");
const follow = new Follow({
  stream: () => `/desk/events?view=${view}&list=${listed ? "on" : "off"}&ticket=${page.number || ""}&last=${conversation?.last() || ""}`,
  on: {
    counts: (n) => {
      for (const b of document.querySelectorAll("[data-count]")) {
        b.textContent = n[b.dataset.count];
        b.hidden = !n[b.dataset.count];
      }
      bell.badge(n.calling);
      page.settled = true;
    },
    rows: (r) => {
      rows.apply(r);
      people.draw();
    },
    present: (p) => people.now(p),
    line: (l) => conversation?.line(l),
    head: (h) => conversation?.head(h),
    again: (h) => conversation?.again(h),
    side: (h) => conversation?.side(h),
    gone: () => {
      follow.stop();
      conversation?.gone();
    },
    typing: () => {},
    alert: (a) => bell.alert(a),
    bye: () => {
      follow.stop();
      toast(words.bye, true);
      location.assign("/desk/login");
    },
  },
  down: (is) => { if ($("live")) $("live").hidden = !is; },
});
follow.start();

// A browser keeps few connections to one server: of the tabs in the
// background one goes on listening, for alerts, the others rest.
let rest;
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    if (rest) rest();
    else if (rest === null) follow.connect();
    rest = undefined;
    return;
  }
  navigator.locks?.request("desk-watch", { ifAvailable: true }, (lock) => {
    if (lock) return new Promise((done) => { rest = done; });
    follow.stop();
    rest = null;
  });
});
announce("ready");
