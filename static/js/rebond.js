// What a script adds to pages that work without it. No state lives here, nothing is stored.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // After an act, the reader is taken to what changed: the errors first, else what asks for the focus.
  const show = (root) => {
    const place = root.matches?.("[data-focus]") ? root : root.querySelector(".error-summary, [data-focus]");
    if (!place) return;
    if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
    place.focus();
  };

  // Said aloud by screen readers: emptied first, so that the same sentence twice is heard twice.
  const live = document.getElementById("live");
  const say = (sentence) => {
    if (!live || !sentence) return;
    live.textContent = "";
    setTimeout(() => { live.textContent = sentence; }, 100);
  };

  const lost = (hidden) => {
    const words = document.getElementById("lost");
    if (words) words.hidden = hidden;
  };

  // One act, one request. The mark goes when the page is left and shown again (back button) or when htmx is done.
  const free = (form) => {
    delete form.dataset.sent;
    all("button", form).forEach((button) => button.removeAttribute("aria-disabled"));
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "yes";
    if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
    changed.delete(form);
    if (form.method === "get") setTimeout(() => free(form), 1000);
  }, true);
  addEventListener("pageshow", () => all("form[data-sent]").forEach(free));

  // <form data-guard>: leaving with something typed and not sent asks first.
  const changed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-guard]")) changed.add(form);
  });
  addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });

  // <form data-kept>: the server keeps what is typed, even refused. A refused page then becomes one that Back and Refresh ask
  // for again, instead of the browser's own page about sending a form twice.
  if (document.querySelector(".error-summary") && document.querySelector("form[data-kept]")) {
    history.replaceState(history.state, "", location.href);
  }

  // <div data-rows="employers"> holds .form-row elements and <template data-row> with __prefix__ in its names.
  // Buttons: data-add-row (inside the container) and data-remove-row (inside a row). Without a script both post.
  const rowAdded = (rows) => {
    const total = document.getElementById(`id_${rows.dataset.rows}-TOTAL_FORMS`);
    const most = document.getElementById(`id_${rows.dataset.rows}-MAX_NUM_FORMS`);
    const template = rows.querySelector("template[data-row]");
    if (!total || !template || (most && +total.value >= +most.value)) return false;
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.content.firstElementChild;
    template.before(row);
    total.value = +total.value + 1;
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    say(rows.dataset.added);
    return true;
  };
  const rowRemoved = (button) => {
    const row = button.closest(".form-row");
    const mark = row?.querySelector("input[name$='-DELETE']");
    if (!mark) return false;
    const rows = row.closest("[data-rows]");
    mark.type === "checkbox" ? (mark.checked = true) : (mark.value = "on");
    row.hidden = true;
    all("[required]", row).forEach((input) => { input.required = false; });
    rows.querySelector("[data-add-row]")?.focus();
    say(rows.dataset.removed);
    return true;
  };
  document.addEventListener("click", (event) => {
    const add = event.target.closest?.("[data-add-row]");
    const remove = event.target.closest?.("[data-remove-row]");
    if (add && rowAdded(add.closest("[data-rows]"))) event.preventDefault();
    if (remove && rowRemoved(remove)) event.preventDefault();
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const root = event.target;
    if (!root.querySelector) return;
    show(root);
    const news = root.matches("[data-announce]") ? root : root.querySelector("[data-announce]");
    say(news?.dataset.announce);
  });
  document.addEventListener("announce", (event) => say(event.detail?.value));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form");
    if (form) free(form);
    if (event.detail.successful) lost(true);
  });
  document.addEventListener("htmx:sendError", () => lost(false));
  document.addEventListener("htmx:responseError", (event) => lost(event.detail.xhr.status < 500));
  show(document.getElementById("main") ?? document);
})();
