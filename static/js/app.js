/* What a page cannot do without script: stay live, copy, listen to keys, and keep its clocks right. */
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const on = (name, act, target = document) => target.addEventListener(name, act);
  const language = document.documentElement.lang;
  const notices = document.getElementById("notices");

  /* Notices: one for each text, however often a poll fails. */
  function notify(text, fleeting = false) {
    if (!text || all("p", notices).some((known) => known.textContent === text)) return;
    const notice = document.createElement("div");
    notice.className = "notice";
    notice.append(document.createElement("p"));
    notice.firstChild.textContent = text;
    if (fleeting) setTimeout(() => notice.remove(), 2500);
    else {
      const close = document.createElement("button");
      close.type = "button";
      close.textContent = notices.dataset.close;
      on("click", () => notice.remove(), close);
      notice.append(close);
    }
    notices.append(notice);
  }

  /* Liveness: ask only while someone can see the answer, and say when it was last heard. */
  const clock = new Intl.DateTimeFormat(language, { timeStyle: "medium", timeZone: "Asia/Jakarta", hourCycle: "h23" });
  const isPoll = (ctx) => ctx.sourceEvent?.type === "every";

  function heard(part, silent = false) {
    for (const note of all("[data-heard]", part)) {
      if (!silent) note.dataset.at = `${clock.format(new Date()).replaceAll(".", ":")} WIB`;
      const words = silent ? note.dataset.silent : note.dataset.heard;
      note.textContent = words.replace("{at}", note.dataset.at ?? "–");
    }
    part.classList?.toggle("is-silent", silent);
  }

  on("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    if (isPoll(ctx) && document.hidden) event.preventDefault();
    else if (ctx.request.method !== "GET") lock(ctx.request.form, true);
  });
  on("htmx:finally:request", (event) => {
    const { ctx } = event.detail;
    if (!ctx.hx?.redirect) lock(ctx.request.form, false);
    if (isPoll(ctx) && ctx.response) {
      const part = document.getElementById(ctx.sourceElement.id) ?? ctx.sourceElement;
      heard(part, ctx.response.status >= 400);
    }
    tick();
  });
  on("htmx:response:error", (event) => {
    const { status, headers } = event.detail.ctx.response;
    if (status === 401 || status === 422) return;
    const said = notices.dataset[status] ?? notices.dataset[status >= 500 ? "5xx" : "4xx"];
    const reference = headers.get("X-Request-Id");
    notify(reference && status >= 500 ? `${said} ${notices.dataset.reference}: ${reference}` : said);
  });
  on("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (!ctx || ctx.response) return;
    notify(notices.dataset.offline);
    if (isPoll(ctx)) heard(ctx.sourceElement, true);
  });
  on("visibilitychange", () => {
    if (!document.hidden) all("[data-live]").forEach((part) => htmx.trigger(part, "every"));
  });

  /* Sending: a button pressed once is pressed. */
  function lock(form, sending) {
    if (!form || form.matches("[data-theme-switch], [data-keep-open]")) return;
    for (const button of all("button:not([type]), button[type=submit]", form)) {
      button.disabled = sending;
      button.classList.toggle("is-sending", sending);
    }
  }
  on("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.matches("[data-theme-switch]")) changeTheme(event);
    else setTimeout(() => lock(form, true));
  });
  on("pageshow", (event) => event.persisted && all("form").forEach((form) => lock(form, false)), window);

  /* Theme: changes at once, so that nothing typed is lost; the server hears of it behind. */
  function changeTheme(event) {
    if (!event.submitter) return;
    event.preventDefault();
    const { value } = event.submitter;
    document.documentElement.dataset.bsTheme = value;
    all("[data-theme-switch] button").forEach((b) => b.setAttribute("aria-pressed", String(b.value === value)));
    const body = new FormData(event.target, event.submitter);
    fetch(event.target.action, { method: "POST", body, redirect: "manual" }).catch(() => notify(notices.dataset.offline));
  }

  /* Copying; the old way too, since a server in an office may have no https. */
  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const carrier = document.body.appendChild(document.createElement("textarea"));
    carrier.value = text;
    carrier.select();
    document.execCommand("copy");
    carrier.remove();
  }
  on("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await copy(button.dataset.copy);
    button.classList.add("is-copied");
    setTimeout(() => button.classList.remove("is-copied"), 1500);
    notify(notices.dataset.copied, true);
  });

  /* Keys. */
  on("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const search = event.key === "/" || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k");
    const plain = !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const box = document.querySelector("[data-search]");
    if (search && box && (plain || event.key !== "/")) {
      event.preventDefault();
      box.select();
    } else if (plain && event.key === "?") document.getElementById("shortcuts")?.togglePopover();
    else if (plain) all("[data-key]").find((link) => link.dataset.key === event.key)?.click();
  });

  /* Relative times, while they are under a day. */
  const ago = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  function tick() {
    for (const note of all("[data-ago]")) {
      const seconds = Math.round((new Date(note.parentNode.dateTime) - Date.now()) / 1000);
      const [unit, size] = Math.abs(seconds) < 60 ? ["second", 1] : Math.abs(seconds) < 3600 ? ["minute", 60] : ["hour", 3600];
      note.textContent = Math.abs(seconds) < 86400 ? ago.format(Math.trunc(seconds / size), unit) : "";
    }
  }
  setInterval(tick, 15000);
  tick();
  heard(document);
})();
