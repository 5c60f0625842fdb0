// The keyboard. Keys do nothing while something is being written.
export function keys() {
  const $ = (x) => document.getElementById(x);
  const help = $("help");
  const show = () => { if (!help.open) help.showModal(); };
  $("keys").addEventListener("click", show);

  const rows = () => [...document.querySelectorAll("#rows .row")];
  function move(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((r) => r.classList.contains("picked"));
    const from = at >= 0 ? at : all.findIndex((r) => r.classList.contains("current"));
    const to = all[Math.min(Math.max(from + by, 0), all.length - 1)];
    for (const r of all) r.classList.toggle("picked", r === to);
    to.scrollIntoView({ block: "nearest" });
    to.querySelector("a").focus();
  }
  // press uses what the page offers under a key: a button, a menu, or a way of
  // writing in the reply box.
  function press(key) {
    const to = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!to) return false;
    if (to.matches("summary")) {
      const menu = to.parentElement;
      menu.open = true;
      menu.querySelector(".pop :is(button, input:not([type=hidden]), textarea)")?.focus();
    } else if (to.matches("input[type=radio]")) {
      to.checked = true;
      to.dispatchEvent(new Event("change"));
      $("answer").focus();
    } else to.click();
    return true;
  }

  const act = {
    j: () => move(1),
    k: () => move(-1),
    o: () => document.querySelector(".row.picked a")?.click(),
    "/": () => {
      const find = [$("find"), $("q")].find((x) => x?.checkVisibility());
      if (find) find.select();
      else location.assign("/desk/search");
    },
    "?": show,
    1: () => location.assign("/desk?view=waiting"),
    2: () => location.assign("/desk?view=mine"),
    3: () => location.assign("/desk?view=open"),
    4: () => location.assign("/desk?view=closed"),
  };
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") {
      document.querySelector("details.menu[open]")?.removeAttribute("open");
      if (location.hash === "#side") history.replaceState(null, "", location.pathname + location.search + "#main");
      document.activeElement?.blur();
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog[open]") || e.target.closest("input, textarea, select, [contenteditable]")) return;
    const f = act[e.key];
    if (f) f();
    else if (!press(e.key)) return;
    e.preventDefault();
  });
}
