// Words that are typed while a ticket is on its way belong to its reply box:
// what is typed between the press that opens it and its page is kept for it, and
// none of it is taken as a shortcut.
const key = (number) => `typed-${number}`;
const ticket = (url) => Number(/^\/desk\/t\/(\d+)$/.exec(new URL(url, location).pathname)?.[1] || 0);

// typing reports whether a keyboard is at hand: a telephone's would come up
// unasked, over what one wants to read.
export const typing = () => !matchMedia("(pointer: coarse)").matches;

let box;

// listen takes what is typed from now on. Its page may not be known yet.
export function listen(number) {
  end();
  if (!typing()) return;
  box = document.createElement("textarea");
  box.className = "sr";
  box.dataset.number = number || "";
  box.addEventListener("input", keep);
  box.addEventListener("keydown", (e) => { if (e.key === "Enter") e.preventDefault(); });
  document.body.append(box);
  box.focus({ preventScroll: true });
}

function keep() {
  if (box.value && box.dataset.number) sessionStorage.setItem(key(box.dataset.number), box.value);
}

// end listens no longer and returns what was typed, which is then nobody else's.
export function end() {
  if (!box) return "";
  const { value, dataset } = box;
  if (dataset.number) sessionStorage.removeItem(key(dataset.number));
  box.remove();
  box = undefined;
  return value;
}

// go opens a page, for whose reply box what is typed meanwhile is.
export function go(url) {
  const number = ticket(url);
  if (number && box) {
    box.dataset.number = number;
    keep();
  } else if (number) listen(number);
  location.assign(url.replace(/#end$/, "")); // which is for pages without script: there nothing else has the focus
}

// typed returns what was typed for a ticket before its page was there.
export function typed(number) {
  const words = sessionStorage.getItem(key(number)) || "";
  sessionStorage.removeItem(key(number));
  return words;
}

export function onward() {
  document.addEventListener("click", (e) => {
    const a = e.target.closest("a[href]");
    if (!a || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || a.target || a.hash) return;
    if (a.origin === location.origin && ticket(a.href)) listen(ticket(a.href));
  });
  addEventListener("pageshow", (e) => { if (e.persisted) end(); }); // it was come back to
}
