// The reply box: words or a note, files, canned replies by "/".
import { id, picksFiles } from "./page.js";

export function composer({ page, post, form, toEnd }) {
  const $ = (x) => document.getElementById(x);
  const [text, files, picker, shown] = ["answer", "reply-file", "canned", "reply-files"].map($);
  const canned = JSON.parse(form.dataset.canned);
  const reply = text.placeholder;
  const key = `draft-${page.number}`;
  let attached = [];
  let token = id();
  let picked = 0;
  let typed = 0;
  let quoted = 0;

  const isNote = () => form.elements.kind.value === "note";
  text.value = text.value || sessionStorage.getItem(key) || "";

  for (const k of form.elements.kind) {
    k.addEventListener("change", () => {
      text.placeholder = isNote() ? text.dataset.note : reply;
      text.focus();
    });
  }

  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    if (form.dataset.busy || (!text.value.trim() && !attached.length)) return text.focus();
    form.dataset.busy = "1";
    const data = new FormData();
    data.set("id", token); // the same again until it is stored: sent twice, said once
    data.set("kind", form.elements.kind.value);
    data.set("text", text.value);
    if (quoted) data.set("reply_to", quoted);
    for (const f of attached) data.append("file", f, f.name);
    const ok = await post("say", data);
    delete form.dataset.busy;
    if (!ok) return;
    token = id();
    text.value = "";
    attached = [];
    quote(0, "");
    sessionStorage.removeItem(key);
    form.elements.kind.value = "say";
    text.placeholder = reply;
    draw();
    toEnd();
    text.focus();
  });

  text.addEventListener("keydown", (e) => {
    if (!picker.hidden && pick(e)) return;
    if (e.key !== "Enter" || e.isComposing || (e.shiftKey && !e.ctrlKey && !e.metaKey)) return;
    e.preventDefault();
    form.requestSubmit();
  });
  text.addEventListener("input", () => {
    sessionStorage.setItem(key, text.value);
    if (text.value.startsWith("/") && !text.value.includes("\n")) open(text.value.slice(1));
    else close();
    if (!isNote() && Date.now() - typed > 4000 && text.value) {
      typed = Date.now();
      post("typing", new FormData(), true);
    }
  });

  // canned replies
  const fold = (s) => s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  let found = [];
  function open(query) {
    const want = fold(query);
    found = canned.filter((c) => fold(`${c.title} ${c.text}`).includes(want));
    picked = 0;
    picker.replaceChildren(...found.map((c, i) => {
      const li = document.createElement("li");
      li.id = `canned-${i}`;
      li.role = "option";
      const [b, s] = [document.createElement("b"), document.createElement("span")];
      b.textContent = c.title;
      s.textContent = c.text;
      li.append(b, s);
      li.addEventListener("mousedown", (e) => { e.preventDefault(); use(i); });
      return li;
    }));
    if (!found.length) {
      const li = document.createElement("li");
      li.className = "none";
      li.role = "option";
      li.ariaDisabled = "true";
      li.textContent = page.words.canned_none;
      picker.append(li);
    }
    picker.hidden = false;
    $("canned-open").ariaExpanded = "true";
    mark();
  }
  function mark() {
    [...picker.children].forEach((li, i) => { li.ariaSelected = String(i === picked && found.length > 0); });
    text.setAttribute("aria-activedescendant", found.length ? `canned-${picked}` : "");
    picker.children[picked]?.scrollIntoView({ block: "nearest" });
  }
  function close() {
    picker.hidden = true;
    $("canned-open").ariaExpanded = "false";
    text.removeAttribute("aria-activedescendant");
  }
  function use(i) {
    text.value = found[i].text;
    sessionStorage.setItem(key, text.value);
    close();
    text.focus();
  }
  function pick(e) {
    if (e.key === "Escape") {
      e.stopPropagation();
      close();
    } else if (!found.length) return false;
    else if (e.key === "ArrowDown") picked = (picked + 1) % found.length;
    else if (e.key === "ArrowUp") picked = (picked + found.length - 1) % found.length;
    else if (e.key === "Enter" || e.key === "Tab") use(picked);
    else return false;
    e.preventDefault();
    mark();
    return true;
  }
  $("canned-open").addEventListener("click", () => {
    if (picker.hidden) open("");
    else close();
    text.focus();
  });
  text.addEventListener("blur", close);

  // files
  function draw() {
    shown.replaceChildren(...attached.map((f, i) => {
      const li = document.createElement("li");
      li.textContent = f.name;
      const b = document.createElement("button");
      b.type = "button";
      b.textContent = "×";
      b.ariaLabel = `${page.words.remove} ${f.name}`;
      b.addEventListener("click", () => { attached.splice(i, 1); draw(); text.focus(); });
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
    draw();
  }
  picksFiles(files, text, attach);

  // quote shows which line the answer is to.
  function quote(seq, words) {
    quoted = seq;
    $("reply-quote").hidden = !seq;
    $("reply-quote").firstElementChild.textContent = words;
  }
  $("reply-quote").querySelector("button").addEventListener("click", () => { quote(0, ""); text.focus(); });

  return {
    quote: (seq, words) => { quote(seq, words); text.focus(); },
    focus: (note) => {
      form.elements.kind.value = note ? "note" : "say";
      text.placeholder = note ? text.dataset.note : reply;
      text.focus();
    },
  };
}
