// What was begun and not sent: a text of each kind, and the kind chosen last.
// The server keeps it, for another device or another day; this page keeps what
// the server has not got yet.
export function drafts({ page, begun, post, changed }) {
  const key = `draft-${page.number}`;
  const now = { kind: begun.kind, texts: { ...begun.texts } };
  const unsaved = new Set();
  let timer;
  let saving = Promise.resolve();

  const left = JSON.parse(sessionStorage.getItem(key) || "null"); // the page went before it was saved
  if (left) {
    now.kind = left.kind;
    for (const k of left.unsaved) {
      now.texts[k] = left.texts[k] || "";
      unsaved.add(k);
    }
    soon();
  }

  function mirror() {
    if (unsaved.size) sessionStorage.setItem(key, JSON.stringify({ ...now, unsaved: [...unsaved] }));
    else sessionStorage.removeItem(key);
  }

  function soon(ms = 500) {
    clearTimeout(timer);
    timer = setTimeout(save, ms);
  }

  const form = (kind) => {
    const data = new FormData();
    data.set("kind", kind);
    data.set("text", now.texts[kind] || "");
    return data;
  };
  // The kind that is being written goes last: it is the one that was chosen.
  const inOrder = () => [...unsaved].sort((a) => (a === now.kind ? 1 : -1));

  function save() {
    clearTimeout(timer);
    saving = saving.then(async () => {
      for (const k of inOrder()) {
        unsaved.delete(k);
        if (!(await post("draft", form(k), true)).ok) {
          unsaved.add(k);
          soon(5000);
        }
      }
      mirror();
    });
    return saving;
  }

  addEventListener("pagehide", () => {
    for (const k of inOrder()) fetch(`/desk/t/${page.number}/draft`, { method: "POST", keepalive: true, headers: { Accept: "application/json" }, body: form(k) });
  });

  // A page that was left alone shows what was written elsewhere meanwhile.
  document.addEventListener("visibilitychange", async () => {
    if (document.hidden || unsaved.size) return;
    const res = await fetch(`/desk/t/${page.number}/draft`).catch(() => null);
    const d = res?.ok && (await res.json());
    if (!d || unsaved.size) return;
    Object.assign(now, { kind: d.kind || now.kind, texts: d.texts || {} });
    changed();
  });

  function note(kind) {
    now.kind = kind;
    unsaved.add(kind);
    mirror();
    soon();
  }

  return {
    kind: () => now.kind,
    text: () => now.texts[now.kind] || "",
    choose: note,
    write: (text) => {
      now.texts[now.kind] = text;
      note(now.kind);
    },
    // settled is when nothing is on its way that could arrive after what comes next.
    settled: save,
    // forget drops all of it: there is nobody left to write to.
    forget: () => {
      clearTimeout(timer);
      now.texts = {};
      unsaved.clear();
      mirror();
    },
    // sent ends a text that the server has ended already.
    sent: (kind) => {
      delete now.texts[kind];
      unsaved.delete(kind);
      mirror();
    },
  };
}
