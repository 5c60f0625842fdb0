// Questions before something is sent.

// ask shows a question and returns the value of the button that answers it;
// empty for none.
export async function ask(box, title) {
  box.querySelector("h2").textContent = title;
  box.returnValue = "";
  box.showModal();
  await new Promise((done) => { box.addEventListener("close", done, { once: true }); });
  return box.returnValue;
}

// question makes a box for ask that a page without script has no use for. The
// first button leaves all as it is, the last one is the one to be sure of.
export function question(about, buttons) {
  const box = document.createElement("dialog");
  box.className = "ask";
  const [form, title, text, acts] = ["form", "h2", "p", "div"].map((name) => document.createElement(name));
  form.method = "dialog";
  title.id = "question-title";
  box.setAttribute("aria-labelledby", title.id);
  text.textContent = about;
  acts.className = "ask-acts";
  acts.append(...buttons.map(([value, label], i) => {
    const b = document.createElement("button");
    b.className = i === buttons.length - 1 ? "button primary" : "button";
    b.autofocus = !i;
    b.value = value;
    b.textContent = label;
    return b;
  }));
  form.append(title, text, acts);
  box.append(form);
  document.body.append(box);
  return box;
}
