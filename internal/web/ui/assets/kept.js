// What the chat page keeps in the browser for a day: messages that are not sent
// yet, files among them, and what is being written. Where a browser gives no
// IndexedDB nothing is kept, and the page goes on without.
const day = 24 * 3600 * 1000;
let opening;

function open() {
  opening ??= new Promise((done, fail) => {
    const r = indexedDB.open("hotro", 1);
    r.onupgradeneeded = () => {
      r.result.createObjectStore("unsent", { keyPath: "id" });
      r.result.createObjectStore("draft", { keyPath: "whose" });
    };
    r.onsuccess = () => done(r.result);
    r.onerror = () => fail(r.error);
  });
  return opening;
}

// ask runs one request in a transaction of its own; what is asked first is done
// first.
async function ask(store, mode, request) {
  const db = await open();
  return new Promise((done, fail) => {
    const tx = db.transaction(store, mode);
    const r = request(tx.objectStore(store));
    tx.oncomplete = () => done(r.result);
    tx.onabort = () => fail(tx.error);
  });
}

// tried tells whether something could be kept.
const tried = (asked) => asked.then(() => true, () => false);

export const keep = (m) => tried(ask("unsent", "readwrite", (s) => s.put(m)));
export const drop = (id) => tried(ask("unsent", "readwrite", (s) => s.delete(id)));

// keepDraft keeps what somebody is writing. Who types is faster than a disk: of
// what comes while one is being kept, the last is kept next.
let latest, keeping;
export function keepDraft(whose, text) {
  latest = { whose, text, at: Date.now() };
  keeping ||= keepLatest();
}
async function keepLatest() {
  while (latest) {
    const d = latest;
    latest = undefined;
    await tried(ask("draft", "readwrite", (s) => (d.text ? s.put(d) : s.delete(d.whose))));
  }
  keeping = undefined;
}

// unsent are somebody's messages in the order they were written; those of a
// day ago are thrown away, and of whoever was here before.
export async function unsent(whose) {
  const all = await ask("unsent", "readonly", (s) => s.getAll()).catch(() => []);
  const good = (m) => m.whose === whose && Date.now() - m.at < day;
  for (const m of all) if (!good(m)) drop(m.id);
  return all.filter(good).sort((a, b) => a.at - b.at);
}

// draft is what somebody was writing.
export async function draft(whose) {
  const d = await ask("draft", "readonly", (s) => s.get(whose)).catch(() => null);
  return d && Date.now() - d.at < day ? d.text : "";
}

// forget throws everything away.
export const forget = () => Promise.all([
  tried(ask("unsent", "readwrite", (s) => s.clear())),
  tried(ask("draft", "readwrite", (s) => s.clear())),
]);
