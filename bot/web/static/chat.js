// The chat without reloading. Without this file the page works as plain forms.
const log = document.getElementById("pesan");
const form = document.getElementById("kirim");
const field = document.getElementById("teks");
const photo = form.elements.foto;
const typing = document.getElementById("mengetik");
const trouble = document.getElementById("galat");
const below = document.getElementById("baru");
const NEWS_EVERY = 20000;
const SOON = 1000;
const NEAR = 120;

let last = Number(log.dataset.last);
let sending = Promise.resolve();

function clientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The end, but never past the beginning of what is new: people read from the top.
function reveal(first) {
  below.hidden = true;
  const start = first ? first.offsetTop - log.offsetTop - 12 : log.scrollHeight;
  log.scrollTop = Math.min(start, log.scrollHeight);
}

function element(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim(); // our own server's markup, escaped there
  return holder.content.firstElementChild;
}

// What comes by itself must not take away what somebody reads or writes.
function show(messages) {
  const asked = !typing.hidden;
  const atEnd = isAtEnd();
  let first = null;
  for (const message of messages) {
    if (message.id <= last) continue;
    const fresh = element(message.html);
    const old = message.mengganti && standing(CSS.escape(message.mengganti));
    if (old) {
      const focused = old.contains(document.activeElement);
      fresh.dataset.first = old.dataset.first ?? old.dataset.token;
      old.replaceWith(fresh);
      if (focused) fresh.focus({ preventScroll: true });
      if (asked) fresh.scrollIntoView({ block: "nearest" });
    } else {
      fresh.classList.add("new");
      log.append(fresh);
      first ??= fresh;
    }
    last = message.id;
  }
  if (first && (asked || atEnd)) reveal(first);
  else if (first && below.hidden) tell(first);
}

// What came first of what is unseen; it may have been replaced meanwhile.
function tell(first) {
  below.hidden = false;
  below.querySelector("button").onclick = () => {
    reveal(first.isConnected ? first : null);
    log.focus({ preventScroll: true });
  };
}

function isAtEnd() {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
}

// A message that was replaced already is found by its first name, too.
function standing(token) {
  return log.querySelector(`[data-token="${token}"], [data-first="${token}"]`);
}

async function ask(request) {
  const answer = await fetch("/pesan", { headers: { Accept: "application/json" }, ...request });
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(data.galat || "Pesan belum terkirim.");
  return data;
}

async function news() {
  const answer = await fetch(`/pesan?setelah=${last}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const data = await answer.json();
  show(data.pesan);
  if (data.menunggu) setTimeout(quietNews, SOON);
  else typing.hidden = true;
}

function quietNews() {
  if (!document.hidden) news().catch(() => {});
}

function preview(text) {
  const item = document.createElement("div");
  item.className = "bubble mine waiting";
  const said = document.createElement("div");
  said.className = "said";
  said.textContent = text;
  item.append(said);
  log.append(item);
  return item;
}

function complain(text, again) {
  trouble.querySelector("span").textContent = text;
  trouble.hidden = false;
  trouble.querySelector("button").onclick = () => {
    trouble.hidden = true;
    again();
  };
}

function deliver(data, text) {
  const waiting = text ? preview(text) : null;
  typing.hidden = false;
  trouble.hidden = true;
  if (waiting) reveal(null);
  const attempt = async () => {
    data.set("setelah", String(last));
    try {
      const answer = await ask({ method: "POST", body: data });
      waiting?.remove();
      show(answer.pesan);
      typing.hidden = !answer.menunggu;
      if (answer.menunggu) setTimeout(quietNews, SOON);
    } catch (error) {
      typing.hidden = true;
      const offline = error instanceof TypeError;
      const text = offline ? "Tidak ada sambungan internet. Pesan Anda belum terkirim." : error.message;
      complain(text, () => {
        typing.hidden = false;
        sending = sending.then(attempt);
      });
    }
  };
  sending = sending.then(attempt);
}

function start(data, text) {
  data.set("klien", clientId());
  deliver(data, text);
}

document.addEventListener("submit", (event) => {
  const source = event.target;
  if (source.getAttribute("action") !== "/pesan") return;
  event.preventDefault();
  const data = new FormData(source, event.submitter ?? undefined);
  if (source === form) {
    const text = field.value.trim();
    if (!text && !photo.files.length) return;
    start(data, photo.files.length ? `📷 ${text}` : text);
    form.reset();
    grow();
    field.focus();
    return;
  }
  source.closest("details")?.removeAttribute("open");
  start(data, null);
});

function grow() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 3}px`;
}

field.addEventListener("input", grow);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
photo.addEventListener("change", () => {
  if (photo.files.length) form.requestSubmit();
});
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector(".menu[open]");
  if (event.key === "Escape" && menu) {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("visibilitychange", quietNews);
log.addEventListener("scroll", () => {
  if (isAtEnd()) below.hidden = true;
});
setInterval(quietNews, NEWS_EVERY);
reveal(log.querySelector(".bubble:last-child"));
