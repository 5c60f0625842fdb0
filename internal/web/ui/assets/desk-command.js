// A line that begins with "/" and names something that the page offers does it,
// as in the group: "/close", "/note gọi lại lúc 3 giờ".

// command does what a line names and reports whether there was such a thing.
// write takes what follows "/note" and the like.
export function command(line, write) {
  const [, name, words = ""] = /^\/([a-z]+)(?:\s+([^]+))?$/.exec(line.trim()) || [];
  const at = name && document.querySelector(`#menu-${name} > summary, #head [data-act="${name}"], #head [formaction$="/${name}"], #reply .kinds [value="${name}"]`);
  if (!at) return false;
  if (at.matches("input")) write(name, words);
  else if (at.matches("summary")) {
    write("", "");
    at.parentElement.open = true;
    const field = at.parentElement.querySelector("textarea, input:not([type=hidden])");
    if (field) field.value = words;
    (words && field ? field : at.parentElement.querySelector(".pop :is(button, input:not([type=hidden]), textarea)"))?.focus();
  } else {
    write("", "");
    at.click();
  }
  return true;
}
