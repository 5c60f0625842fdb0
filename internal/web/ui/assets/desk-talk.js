// The conversation: lines, the bar above them, the details beside them, the
// reply box. Forms are sent in the background; without script they are sent
// by the browser, to the same addresses.
import { days, id } from "./page.js";
import { composer } from "./desk-reply.js";
import { end, go, listen } from "./desk-onward.js";
import { walks } from "./desk-walk.js";

export function talk(page) {
  const $ = (x) => document.getElementById(x);
  const [main, lines, transcript] = ["main", "lines", "transcript"].map($);
  const base = `/desk/t/${page.number}`;
  let last = Number(main.dataset.last) || 0;
  let pinned = true;
  const held = {}; // parts that changed while they were in use

  const toEnd = () => transcript.scrollTo({ top: transcript.scrollHeight });
  transcript.addEventListener("scroll", () => {
    pinned = transcript.scrollHeight - transcript.scrollTop - transcript.clientHeight < 80;
  }, { passive: true });
  const grown = new ResizeObserver(() => { if (pinned) toEnd(); }); // also when a picture arrives late
  for (const part of [transcript, lines]) grown.observe(part);
  addEventListener("load", toEnd);
  days(lines, page.words);
  const fold = walks(lines, page.words);
  toEnd();

  function line(l) {
    const box = document.createElement("template");
    box.innerHTML = l.html;
    const item = box.content.firstElementChild;
    const old = $(item.id);
    if (old?.dataset.h === item.dataset.h) return;
    if (old?.querySelector(".edit[open]")) return; // being edited: not under the hands
    if (old) old.replaceWith(item);
    else {
      const after = [...lines.querySelectorAll("[data-seq]")].findLast((m) => Number(m.dataset.seq) < l.seq);
      if (after) after.after(item);
      else lines.append(item);
      if (l.by === "user" && !document.hidden) seen();
    }
    last = Math.max(last, l.seq);
    days(lines, page.words);
    fold();
    if (pinned) toEnd();
  }

  // seen tells the desk that the user's lines were read, once for several.
  let seeing;
  function seen() {
    clearTimeout(seeing);
    seeing = setTimeout(() => post("read", new FormData(), true), 600);
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden) seen(); });

  // post returns what the server answers, { ok } at least; away tells that it
  // cannot be reached, or stores nothing: the reply box tries again by itself.
  async function post(act, form, quiet) {
    if (!form.get("id")) form.set("id", id());
    let res;
    try {
      res = await fetch(`${base}/${act}`, { method: "POST", headers: { Accept: "application/json" }, body: form });
    } catch {
      if (!quiet && act !== "say") page.toast(page.words.act_offline, true);
      return { ok: false, away: true };
    }
    if (res.status === 401) {
      location.assign("/desk/login");
      return { ok: false };
    }
    const out = await res.json().catch(() => ({}));
    const away = res.status > 500;
    if (!res.ok && !quiet && !out.taken && !out.ended && !out.command && !(away && act === "say")) page.toast(out.error || page.words.fault_broken, true);
    if (res.ok && out.said && !quiet) page.toast(out.said, false, out.undo && { label: out.undo.label, go: () => undo(out.undo) });
    return { ...out, ok: res.ok, away };
  }

  // undo takes an action back by another.
  function undo({ act, form }) {
    const data = new FormData();
    for (const [name, value] of Object.entries(form || {})) data.set(name, value);
    post(act, data);
  }

  // Any form of this ticket goes out in the background, under an id of its
  // own, so that pressing twice is one action.
  document.addEventListener("submit", async (e) => {
    const form = e.target;
    const action = e.submitter?.getAttribute("formaction") || form.getAttribute("action") || "";
    if (!action.startsWith(`${base}/`) || form.matches("#reply")) return; // form.id is its field of that name
    e.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    const data = new FormData(form, e.submitter);
    data.set("id", (form.dataset.id ||= id()));
    const act = action.slice(base.length + 1);
    const leaves = act === "close" || act === "bot"; // for the next ticket, if there is one
    if (reply && !(await reply.through())) { // the user reads first what was sent first
      delete form.dataset.busy;
      page.toast(page.words.act_offline, true);
      return;
    }
    if (act === "close") data.set("seen", heard.seen);
    if (leaves) listen();
    else if (e.submitter?.dataset.then === "reply") reply?.focus();
    const { ok, next } = await post(act, data);
    delete form.dataset.busy;
    if (ok && next) return go(next);
    const meanwhile = end();
    if (leaves && (ok || meanwhile)) reply?.type(meanwhile);
    else if (leaves) e.submitter?.focus();
    if (!ok) return;
    delete form.dataset.id;
    form.closest("details[open]")?.removeAttribute("open");
    if (document.activeElement?.closest("form") === form) document.activeElement.blur();
    settle();
  });

  // A line that is to be changed is ready to be typed in; Escape and the button
  // leave it as it was.
  lines.addEventListener("toggle", (e) => {
    const box = e.target.matches(".edit[open]") && e.target.querySelector("textarea");
    if (!box) return;
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }, true);
  const leave = (at) => {
    const edit = at.closest(".edit");
    edit.querySelector("form").reset();
    edit.open = false;
  };
  lines.addEventListener("click", (e) => { if (e.target.closest("[data-cancel]")) leave(e.target); });
  lines.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || !e.target.closest(".edit-form")) return;
    e.stopPropagation();
    leave(e.target);
  });

  // Pressing the arrow on a line quotes it in the reply.
  lines.addEventListener("click", (e) => {
    const b = e.target.closest("[data-quote]");
    if (b) reply?.quote(Number(b.dataset.quote), b.closest(".line").querySelector(".bubble")?.innerText || "");
  });

  // A part that is being used is not redrawn under the hands.
  const busy = (el) => el.contains(document.activeElement) && document.activeElement.matches("input, textarea, select, .pop *") || el.querySelector("details.menu[open], details.log[open]");
  function draw(name, el, html) {
    if (busy(el)) {
      held[name] = html;
      warn(el, html);
      return;
    }
    delete held[name];
    const at = el.contains(document.activeElement) && document.activeElement;
    el.innerHTML = html;
    // The keyboard stays on the same button.
    if (at) [...el.querySelectorAll(at.tagName)].find((b) => b.textContent === at.textContent)?.focus();
    page.ages();
  }
  // heard is when the user wrote last, as far as who looks can have seen. A line
  // that comes while the menu is open in which the ticket is closed is told there
  // at once, and counts as seen a moment later.
  const heard = { at: "", seen: "", timer: 0 };
  function hear(at) {
    if (at === heard.at) return;
    heard.at = at;
    clearTimeout(heard.timer);
    if ($("menu-close")?.open) heard.timer = setTimeout(() => { heard.seen = at; }, 1500);
    else heard.seen = at;
  }
  function warn(el, html) {
    const menu = el.querySelector("#menu-close[open] form");
    const box = document.createElement("template");
    box.innerHTML = html;
    const said = box.content.querySelector("#menu-close .pop-warn");
    const was = menu?.querySelector(".pop-warn");
    if (!menu || !said || was?.textContent === said.textContent) return;
    was?.remove();
    said.role = "alert";
    menu.querySelector(".pop-title").before(said);
  }

  function settle() {
    for (const [name, el] of [["head", $("head")], ["side", $("facts")]]) {
      if (held[name] !== undefined) draw(name, el, held[name]);
    }
  }
  document.addEventListener("focusout", () => setTimeout(settle, 0));
  document.addEventListener("toggle", (e) => {
    if (e.target.matches?.("#menu-close[open]")) heard.seen = heard.at; // it opens with what is known
    setTimeout(settle, 0);
  }, true);
  document.addEventListener("click", (e) => {
    for (const d of document.querySelectorAll("details.menu[open]")) if (!d.contains(e.target)) d.removeAttribute("open");
  });

  const reply = $("reply") && composer({ page, post, form: $("reply"), toEnd: () => { pinned = true; toEnd(); } });

  return {
    last: () => last,
    line,
    head: (h) => {
      main.dataset.open = h.open;
      hear(h.heard);
      draw("head", $("head"), h.html);
      if ($("reply-to")) $("reply-to").textContent = h.to;
    },
    side: (h) => draw("side", $("facts"), h.html),
    again: (h) => { if ($("again")) draw("again", $("again"), h.html); },
    // gone shows that the user is forgotten, and nothing else of the ticket.
    gone: () => {
      reply?.forget();
      $("side").remove();
      document.getElementById(`t-${page.number}`)?.remove();
      document.body.append($("toast"));
      main.replaceChildren($("gone").content.cloneNode(true));
      main.firstElementChild.focus();
    },
    reply,
  };
}
