// The list of tickets: rows come rendered, each with the row it stands below.
export function list(page) {
  const rows = document.getElementById("rows");
  const empty = document.getElementById("empty");
  const more = document.getElementById("more");
  let first = true;
  rows?.querySelector(".current")?.scrollIntoView({ block: "center" });

  function place(r) {
    const old = document.getElementById(`t-${r.number}`);
    const after = r.after ? document.getElementById(`t-${r.after}`) : undefined;
    let item = old;
    const box = document.createElement("template");
    box.innerHTML = r.html;
    const fresh = box.content.firstElementChild;
    if (!old || old.dataset.h !== fresh.dataset.h) {
      item = fresh;
      if (!old && !first) item.classList.add("fresh");
      if (old?.classList.contains("picked")) item.classList.add("picked");
      const focused = old?.contains(document.activeElement);
      old?.replaceWith(item);
      if (focused) item.querySelector("a").focus();
    }
    const at = after ? after.nextElementSibling : rows.firstElementChild;
    if (at !== item) rows.insertBefore(item, at);
  }

  return {
    apply({ rows: changed, gone, all }) {
      if (!rows) return;
      for (const n of gone || []) document.getElementById(`t-${n}`)?.remove();
      for (const r of changed || []) place(r);
      if (first) drop(new Set((changed || []).map((r) => r.number)));
      first = false;
      empty.hidden = rows.children.length > 0;
      more.hidden = all <= rows.children.length;
      page.ages();
    },
  };

  // The first word from the server is the whole list: what it does not hold
  // has gone since the page was made.
  function drop(known) {
    for (const li of [...rows.children]) if (!known.has(Number(li.dataset.number))) li.remove();
  }
}
