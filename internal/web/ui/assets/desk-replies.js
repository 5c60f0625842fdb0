// The preview of a canned reply follows what is written in its form.
export function previews() {
  const main = document.querySelector("#main[data-sample]");
  if (!main) return;
  const sample = JSON.parse(main.dataset.sample);
  for (const form of main.querySelectorAll(".reply-form")) {
    const shown = form.querySelector("[data-preview]");
    form.elements.text.addEventListener("input", (e) => {
      shown.textContent = e.target.value.replace(/\{(\w+)\}/g, (all, name) => sample[name] ?? all);
    });
  }
}
