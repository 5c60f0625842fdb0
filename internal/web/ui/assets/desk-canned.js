// The canned replies: "/" after a space, or the button, opens them; what is
// typed after it searches; one that is chosen goes in at the caret.
const fold = (s) => s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");

// asked finds the "/" before the caret that asks for replies, and what follows.
function asked(text) {
  const before = text.value.slice(0, text.selectionStart);
  const m = /(?:^|\s)\/([^\s/][^\n/]{0,39})?$/.exec(before);
  return m && { at: before.lastIndexOf("/"), query: m[1] || "" };
}

export function replies({ page, text, all }) {
  const $ = (x) => document.getElementById(x);
  const [picker, preview, opener] = ["canned", "canned-preview", "canned-open"].map($);
  const list = picker.querySelector("[role=listbox]");
  let found = [];
  let picked = 0;
  let from = 0; // where the chosen reply goes in
  let typed = true; // the search stands in the text, not beside it

  function look(query) {
    const want = fold(query).split(/\s+/).filter(Boolean);
    const has = (c) => fold(`${c.folder} ${c.title} ${c.text}`);
    found = all.filter((c) => want.every((w) => has(c).includes(w)));
    const first = (c) => (want.length && fold(c.title).startsWith(want[0]) ? 0 : 1);
    if (want.length) found.sort((a, b) => first(a) - first(b));
    picked = 0;
    draw(!want.length);
  }

  function draw(folders) {
    const items = [];
    let folder = "";
    found.forEach((c, i) => {
      if (folders && c.folder !== folder) {
        folder = c.folder;
        const head = document.createElement("li");
        head.role = "presentation";
        head.className = "folder";
        head.textContent = folder;
        items.push(head);
      }
      items.push(item(c, i));
    });
    if (!found.length) {
      const none = document.createElement("li");
      none.className = "none";
      none.role = "option";
      none.ariaDisabled = "true";
      none.textContent = page.words.canned_none;
      items.push(none);
    }
    list.replaceChildren(...items);
    picker.hidden = false;
    opener.ariaExpanded = "true";
    mark();
  }

  function item(c, i) {
    const li = document.createElement("li");
    li.id = `canned-${i}`;
    li.role = "option";
    const [b, s] = [document.createElement("b"), document.createElement("span")];
    b.textContent = c.title;
    s.textContent = c.text;
    li.append(b, s);
    li.addEventListener("mousedown", (e) => { e.preventDefault(); use(i); });
    li.addEventListener("mousemove", () => { if (picked !== i) { picked = i; mark(); } });
    return li;
  }

  function mark() {
    list.querySelectorAll("[role=option]").forEach((li, i) => { li.ariaSelected = String(i === picked && found.length > 0); });
    text.setAttribute("aria-activedescendant", found.length ? `canned-${picked}` : "");
    $(`canned-${picked}`)?.scrollIntoView({ block: "nearest" });
    preview.textContent = found[picked]?.text || "";
    preview.hidden = !found.length;
  }

  function close() {
    picker.hidden = true;
    opener.ariaExpanded = "false";
    text.removeAttribute("aria-activedescendant");
  }

  function use(i) {
    const to = typed ? text.selectionStart : text.selectionEnd;
    const { text: words } = found[i];
    const before = text.value.slice(0, from);
    const gap = before && !/\s$/.test(before) ? " " : "";
    text.focus();
    text.setSelectionRange(from, to);
    // As if it were typed: Ctrl+Z takes it back.
    if (!document.execCommand("insertText", false, gap + words)) text.setRangeText(gap + words, from, to, "end");
    close();
    text.dispatchEvent(new Event("input"));
    close(); // a reply that ends in a "/" asks for nothing
  }

  opener.addEventListener("click", () => {
    if (picker.hidden) {
      typed = false;
      from = text.selectionStart;
      look("");
    } else close();
    text.focus();
  });
  text.addEventListener("blur", close);

  return {
    // follow opens or closes the list for what stands before the caret now.
    follow: () => {
      const want = asked(text);
      if (!want) return close();
      typed = true;
      from = want.at;
      look(want.query);
      if (!found.length && want.query.includes(" ")) close(); // a sentence, not a search
    },
    // takes reports whether a key was for the list.
    takes: (e) => {
      if (picker.hidden) return false;
      if (e.key === "Escape") {
        e.stopPropagation();
        close();
      } else if (!found.length) return false;
      else if (e.key === "ArrowDown") picked = (picked + 1) % found.length;
      else if (e.key === "ArrowUp") picked = (picked + found.length - 1) % found.length;
      else if (e.key === "Enter" || e.key === "Tab") use(picked);
      else return false;
      e.preventDefault();
      if (!picker.hidden) mark();
      return true;
    },
  };
}
