// What the bot said, and what was pressed to answer it, is one line that opens:
// words of people stay in view. Without script all is shown.
export function walks(lines, words) {
  const model = document.getElementById("walk").content.firstElementChild;
  const opened = new Set(); // by the number of the first line

  // What did not arrive is not folded away.
  const walked = (li) => (li.matches(".bot") && !li.querySelector(".delivery:is(.failed, .unsure)")) || li.matches(".user[data-press]");

  function draw() {
    const kept = new Set();
    let run = [];
    const end = () => {
      if (run.some((li) => li.matches(".bot"))) kept.add(show(run));
      else for (const li of run) li.classList.remove("folded");
      run = [];
    };
    for (const li of [...lines.children]) {
      if (!li.dataset.seq) continue; // a date, or a walk
      if (walked(li)) run.push(li);
      else {
        end();
        li.classList.remove("folded");
      }
    }
    end();
    for (const w of lines.querySelectorAll(".walk")) if (!kept.has(w)) w.remove();
  }

  function show(run) {
    const first = run[0].dataset.seq;
    let w = lines.querySelector(`.walk[data-first="${first}"]`);
    if (!w) {
      w = model.cloneNode(true);
      w.dataset.first = first;
      w.dataset.at = run[0].dataset.at;
      w.querySelector("button").addEventListener("click", () => {
        if (!opened.delete(first)) opened.add(first);
        draw();
      });
    }
    if (run[0].previousElementSibling !== w) run[0].before(w);
    const bots = run.filter((li) => li.matches(".bot"));
    write(w.querySelector("span"), (bots.at(-1).querySelector(".bubble")?.textContent || "").replace(/\s+/g, " ").trim());
    write(w.querySelector("small"), words.walk_lines.replace("{n}", run.length));
    w.querySelector("button").ariaExpanded = String(opened.has(first));
    for (const li of run) li.classList.toggle("folded", !opened.has(first));
    return w;
  }

  // What says the same is left alone: whoever listens hears it once.
  const write = (el, text) => { if (el.textContent !== text) el.textContent = text; };

  draw();
  return draw;
}
