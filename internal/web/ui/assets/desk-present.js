// Who of staff is where: a face beside the tickets of the list, and above the
// reply box who has this ticket open and who writes on it.
export function present(page) {
  const line = document.getElementById("present");
  let now = {};

  function face(p) {
    const f = document.createElement("span");
    f.className = `face small ${p.tint}`;
    f.textContent = p.face;
    f.ariaHidden = "true";
    return f;
  }

  // said is what people do, those who write first.
  function said(people) {
    const by = (kind) => people.filter((p) => (p.writes || "open") === kind).map((p) => p.name).join(", ");
    return ["say", "note", "open"].filter(by).map((kind) => page.words[`present_${kind}`].replace("{name}", by(kind))).join(" · ");
  }

  function fill(box, people) {
    const words = document.createElement("span");
    words.textContent = said(people);
    box.replaceChildren(...people.map(face), words);
    box.classList.toggle("writes", people.some((p) => p.writes));
  }

  function draw() {
    for (const row of document.querySelectorAll("#rows .row")) {
      const people = now[row.dataset.number] || [];
      let box = row.querySelector(".row-present");
      if (!people.length) {
        box?.remove();
        continue;
      }
      if (!box) {
        box = document.createElement("span");
        box.className = "row-present";
        (row.querySelector(".row-state") || row.querySelector(".row-chips")).append(box); // a list of one state shows none
      }
      fill(box, people);
      box.lastElementChild.className = "sr";
      box.title = said(people);
    }
    if (!line) return;
    const people = now[page.number] || [];
    line.hidden = !people.length;
    if (people.length && line.title !== said(people)) fill(line, people);
    line.title = said(people);
  }

  return {
    draw,
    now: (people) => {
      now = people;
      draw();
    },
  };
}
