// What calls for attention: a number in the title, a browser notification,
// a short sound. Permission is asked for by a click, never unasked.
import { go } from "./desk-onward.js";

export function notify(page) {
  const button = document.getElementById("notify");
  const title = document.title;
  const key = "notify";
  const on = () => localStorage.getItem(key) === "on" && "Notification" in window && Notification.permission === "granted";

  function draw() {
    button.ariaPressed = String(on());
    const use = button.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, on() ? "#bell" : "#bell-off"));
  }
  button.addEventListener("click", async () => {
    if (on()) {
      localStorage.setItem(key, "off");
      page.toast(page.words.notify_off);
    } else if ("Notification" in window && (await Notification.requestPermission()) === "granted") {
      localStorage.setItem(key, "on");
      page.toast(page.words.notify_on);
      beep();
    } else page.toast(page.words.notify_refused, true);
    draw();
  });
  draw();

  // beep is two short notes, made here: no file to fetch.
  function beep() {
    const audio = new AudioContext();
    const gain = audio.createGain();
    gain.connect(audio.destination);
    gain.gain.setValueAtTime(0.06, audio.currentTime);
    gain.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.5);
    [660, 880].forEach((hz, i) => {
      const tone = audio.createOscillator();
      tone.frequency.value = hz;
      tone.connect(gain);
      tone.start(audio.currentTime + i * 0.14);
      tone.stop(audio.currentTime + i * 0.14 + 0.2);
    });
    setTimeout(() => audio.close(), 900);
  }

  return {
    badge: (n) => { document.title = n ? `(${n}) ${title}` : title; },
    alert: (a) => {
      const open = () => go(`/desk/t/${a.number}`);
      const here = a.number === page.number;
      if (!document.hidden) {
        if (here && a.kind !== "late" && a.kind !== "taken") return; // it is being looked at
        page.toast(`${a.title}: ${a.body}`, a.kind === "late", !here && { label: page.words.alert_open, go: open });
        if (on()) beep();
        return;
      }
      if (!on()) return;
      beep();
      const n = new Notification(a.title, { body: a.body, tag: `ticket-${a.number}` });
      n.onclick = () => {
        window.focus();
        open();
      };
    },
  };
}
