// What the chat page and the desk share.

// id returns a fresh id for a message or an action.
export const id = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");

// announce lets tests wait for a state of the page instead of for time.
export const announce = (state) => { document.documentElement.dataset.state = state; };

// theme makes a button turn light to dark and back.
export function theme(button) {
  const root = document.documentElement;
  const dark = () => root.dataset.theme === "dark" || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  const draw = () => {
    const use = button.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, dark() ? "#sun" : "#moon"));
  };
  draw();
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    draw();
  });
}

// Times are on the reader's clock, or on that of the page's data-zone.
const lang = document.documentElement.lang;
const timeZone = document.body.dataset.zone || undefined;
const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hour12: false, timeZone });
const date = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", timeZone });

// days shows the times of lines and puts a date between days.
export function days(list, words) {
  let last = "";
  for (const d of list.querySelectorAll(".day[data-day]")) d.remove();
  for (const m of list.querySelectorAll("[data-at]")) {
    const at = new Date(m.dataset.at);
    const t = m.querySelector("time");
    if (t) t.textContent = clock.format(at);
    const day = date.format(at);
    if (day !== last) m.before(separator(day, words));
    last = day;
  }
}

function separator(day, words) {
  const li = document.createElement("li");
  li.className = "day";
  li.dataset.day = day;
  const now = new Date();
  if (day === date.format(now)) li.textContent = words.today;
  else if (day === date.format(new Date(now.getTime() - 864e5))) li.textContent = words.yesterday;
  else li.textContent = day;
  return li;
}

// picksFiles hands over files that are chosen, pasted into a text or dropped
// on the page.
export function picksFiles(input, text, take) {
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
  });
  text.addEventListener("paste", (e) => {
    if (!e.clipboardData.files.length) return;
    e.preventDefault();
    take([...e.clipboardData.files]);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (e) => {
      if (!e.dataTransfer?.types.includes("Files")) return;
      e.preventDefault();
      document.body.classList.toggle("drop", kind === "dragover");
      if (kind === "drop") take([...e.dataTransfer.files]);
    });
  }
}
