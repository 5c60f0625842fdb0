// What could not be sent for want of a connection: the reply box says so, and
// sends it by itself once there is one, unless it is changed meanwhile.
export function unsent({ mark, words, again }) {
  let timer;
  let tries = 0;
  let waits = false;

  function now() {
    clearTimeout(timer);
    if (waits) again();
  }
  addEventListener("online", now);
  addEventListener("beforeunload", (e) => { if (waits) e.preventDefault(); });

  function show(text) {
    mark.textContent = text;
    mark.hidden = !text;
  }

  return {
    waits: () => waits,
    // away has it tried again, each time later, at most ten seconds.
    away: () => {
      waits = true;
      show(words.unsent_again);
      clearTimeout(timer);
      timer = setTimeout(now, Math.min(500 * 2 ** tries++, 10000));
    },
    // changed leaves it to who writes when it is sent, and reports whether it
    // was waiting.
    changed: () => {
      const was = waits;
      waits = false;
      clearTimeout(timer);
      if (was) show(words.unsent);
      return was;
    },
    // done is when the server has answered.
    done: () => {
      waits = false;
      tries = 0;
      clearTimeout(timer);
      show("");
    },
  };
}
