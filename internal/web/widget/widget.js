// The widget of hotro: a button on the page of another site, and behind it the
// chat in a frame. What a page can set and ask for: docs/widget.md.
//
// It writes nothing into the page but one element with a shadow of its own,
// and needs of a Content-Security-Policy script-src (or a nonce) and frame-src.
/* global __WORDS__ */
(() => {
  "use strict";
  const me = document.currentScript;
  if (!me?.src || window.hotro?.loaded) return;
  const base = new URL(me.src).origin;
  const set = { ...window.hotroSettings, ...me.dataset };
  const words = __WORDS__;
  const english = (s) => /^en/i.test(s || "");
  const known = "hotro.talked"; // on this site: then the frame is there from the start, and counts what comes
  const remember = (yes) => {
    try {
      if (yes === undefined) return localStorage.getItem(known) === "1";
      if (yes) localStorage.setItem(known, "1");
      else localStorage.removeItem(known);
    } catch { /* a page without storage */ }
    return yes;
  };

  let lang = english(set.lang || document.documentElement.lang) ? "en" : "vi";
  const visit = { account: set.account, token: set.token, hash: set.hash, attributes: {} };
  let begins = { code: set.code, call: set.call };
  let frame, live = false, open = false, unread = 0;
  let waiting = []; // what the frame is told once it listens

  // What stands on the page.
  const css = new CSSStyleSheet();
  css.replaceSync(`
    :host { all: initial !important; position: fixed !important; z-index: 2147483000 !important; bottom: 20px !important; right: 20px !important; }
    :host(.left) { right: auto !important; left: 20px !important; }
    :host([hidden]) { display: none !important; }
    button { all: unset; box-sizing: border-box; position: relative; display: grid; place-items: center; width: 56px; height: 56px; border-radius: 50%; background: #2f5fe0; color: #fff; cursor: pointer; box-shadow: 0 6px 20px rgb(20 28 45 / 28%); }
    button:hover { background: #2550c8; }
    button:focus-visible { outline: 3px solid #fff; outline-offset: -5px; box-shadow: 0 0 0 3px #2450c4; }
    svg { width: 26px; height: 26px; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
    b { position: absolute; top: -3px; right: -3px; min-width: 20px; height: 20px; padding: 0 5px; box-sizing: border-box; border-radius: 10px; background: #c5221f; color: #fff; font: 600 12px/20px system-ui, sans-serif; text-align: center; }
    b:empty { display: none; }
    div { position: absolute; bottom: 68px; right: 0; width: 400px; height: min(680px, calc(100vh - 110px)); border-radius: 16px; overflow: hidden; background: #fff; box-shadow: 0 12px 48px rgb(20 28 45 / 28%); }
    :host(.left) div { right: auto; left: 0; }
    div[hidden] { display: none; }
    iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: normal; }
    @media (prefers-color-scheme: dark) { div { background: #14171c; } }
    @media (max-width: 520px), (max-height: 480px) {
      div { position: fixed; inset: 0 !important; width: 100vw; height: 100vh; height: 100dvh; border-radius: 0; }
      button[aria-expanded="true"] { visibility: hidden; }
    }`);
  const host = document.createElement("hotro-widget");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [css];
  host.classList.toggle("left", set.position === "left");
  const panel = document.createElement("div");
  panel.id = "panel";
  panel.hidden = true;
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-controls", "panel");
  button.addEventListener("click", () => toggle());
  const badge = document.createElement("b");
  badge.setAttribute("aria-hidden", "true");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.append(path);
  button.append(svg, badge);
  shadow.append(panel, button);

  function draw() {
    const w = words[lang];
    path.setAttribute("d", open ? "M6 6l12 12M18 6L6 18" : "M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5zM9 11h8M9 14h5");
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", (open ? w.close : w.open) + (unread ? ` (${unread} ${w.unread})` : ""));
    badge.textContent = unread ? String(Math.min(unread, 99)) : "";
    panel.hidden = !open;
    host.lang = lang;
    if (frame) frame.title = w.title;
  }

  // The page hears of what happens by on(event, fn).
  const heard = {};
  let ready = false;
  function emit(event, detail) {
    for (const fn of heard[event] || []) {
      try {
        fn(detail);
      } catch (e) {
        reportError(e);
      }
    }
  }

  // The frame: told things once it listens, heard only when it speaks itself.
  function load() {
    if (frame) return;
    frame = document.createElement("iframe");
    frame.src = `${base}/chat/frame?lang=${lang}&theme=${encodeURIComponent(set.theme || "")}`;
    panel.append(frame);
    draw();
  }
  function unload() {
    frame?.remove();
    frame = undefined;
    live = false;
  }
  function tell(what, more) {
    const m = { hotro: what, ...more };
    if (live) frame.contentWindow.postMessage(m, base);
    else waiting.push(m);
  }
  const where = () => ({ ...visit, page: location.href });
  const said = {
    loaded() {
      live = false;
      frame.contentWindow.postMessage({ hotro: "hello", visit: where(), ...begins }, base);
    },
    ready() {
      live = true;
      const all = waiting;
      waiting = [];
      if (open && !all.some((m) => m.hotro === "shown")) all.unshift({ hotro: "shown", open });
      for (const m of all) frame.contentWindow.postMessage(m, base);
    },
    close: () => close(),
    message({ by }) {
      remember(true);
      emit("message", { by });
    },
    unread({ count }) {
      unread = count;
      draw();
      emit("unread", { count });
    },
    left() { // the user had everything deleted
      remember(false);
      unread = 0;
      draw();
    },
    error: ({ message }) => emit("error", { message }),
  };
  addEventListener("message", (e) => {
    if (!frame || e.source !== frame.contentWindow || e.origin !== base) return;
    if (Object.hasOwn(said, e.data?.hotro)) said[e.data.hotro](e.data);
  });

  function show(yes) {
    if (open === yes) return;
    open = yes;
    const inside = document.activeElement === host;
    if (open) {
      host.hidden = false;
      load();
      tell("visit", { visit: where() });
    }
    draw();
    tell("shown", { open });
    if (open) frame.focus();
    else if (inside) button.focus();
    emit(open ? "open" : "close");
  }
  const close = () => show(false);
  const toggle = () => show(!open);

  // What the page can ask for.
  const methods = {
    open(about) {
      if (about) {
        begins = { code: about.code, call: about.call };
        if (live) tell("begin", begins);
      }
      show(true);
    },
    close,
    toggle,
    hide() {
      close();
      host.hidden = true;
    },
    show() { host.hidden = false; },
    newMessage(text) {
      show(true);
      tell("write", { text: String(text ?? "") });
    },
    setUser(user) {
      Object.assign(visit, { account: undefined, token: undefined, hash: undefined }, user);
      if (live) tell("visit", { visit: where() });
    },
    setAttributes(more) {
      const { code, call, ...rest } = more;
      for (const [k, v] of Object.entries(rest)) visit.attributes[k] = String(v ?? "");
      if (code !== undefined || call !== undefined) {
        begins = { code: code ?? begins.code, call: call ?? begins.call };
        if (live) tell("begin", begins);
      }
      if (live) tell("visit", { visit: where() });
    },
    setLocale(to) {
      lang = english(to) ? "en" : "vi";
      if (frame) {
        unload();
        load();
      }
      draw();
    },
    reset() { // at log-out: the next person at this machine sees nothing of it
      close();
      remember(false);
      begins = {};
      Object.assign(visit, { account: undefined, token: undefined, hash: undefined, attributes: {} });
      waiting = [];
      unread = 0;
      load();
      tell("reset");
      draw();
    },
    on(event, fn) {
      (heard[event] ||= new Set()).add(fn);
      if (event === "ready" && ready) fn();
    },
    off(event, fn) { heard[event]?.delete(fn); },
  };
  function hotro(method, ...args) {
    if (!Object.hasOwn(methods, method)) return emit("error", { message: `hotro knows no ${method}` });
    return methods[method](...args);
  }
  const queued = window.hotro?.q || [];
  hotro.loaded = true;
  window.hotro = hotro;

  function begin() {
    document.body.append(host);
    draw();
    for (const args of queued) hotro(...args);
    if (set.open !== undefined && set.open !== false) show(true);
    else if (remember()) load();
    ready = true;
    emit("ready");
  }
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin);
})();
