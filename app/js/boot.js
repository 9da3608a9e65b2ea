// Inlined in every page, so that it runs before the first paint. None of what it does waits for WebAssembly: it puts
// the stored theme in force, says whether the page is laid out at once, keeps what is clicked, chosen, typed and
// submitted before the page is live and replays it afterwards, and starts the WebAssembly once the page has been painted.
const root = document.documentElement;
try {
  const { theme, motion } = JSON.parse(localStorage.getItem("roundtrip.settings") || "{}");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (motion === "reduced") root.dataset.motion = motion;
  root.dataset.desk = localStorage.getItem("roundtrip.desk") || "";
} catch {
  // No storage, or not ours: the system's preferences hold.
}

// Who comes to a place in the page needs it laid out whole (browser/whole.rs).
if (location.hash || performance.getEntriesByType("navigation")[0]?.type !== "navigate") root.dataset.whole = "";

// Parts of the page come alive one after another: the page itself (<html data-live>), then each .slot.
const dead = (element) => !("live" in root.dataset) || element.closest(".slot:not([data-live])");
const early = [];
const keep = ({ type, target, submitter }) => {
  if (!dead(target) || early.length >= 50) return;
  early.push({ type, target, submitter, checked: target.checked, value: target.value });
};
const keepAction = (event) => {
  const target = event.type === "submit" ? event.target : event.target.closest?.("#app button:not([type=submit])");
  if (!target || !dead(target)) return;
  event.preventDefault();
  event.stopPropagation();
  keep({ type: event.type, target, submitter: event.submitter });
};
// A control shows by itself what was done to it. Of many letters typed in one field, the last state counts.
const keepChange = ({ type, target }) => {
  const before = early.findIndex((it) => it.type === type && it.target === target);
  if (before >= 0) early.splice(before, 1);
  keep({ type, target });
};
addEventListener("click", keepAction, true);
addEventListener("submit", keepAction, true);
addEventListener("input", keepChange, true);
addEventListener("change", keepChange, true);
window.roundtripLive = () => {
  for (const entry of early.splice(0)) {
    const { type, target, submitter, checked, value } = entry;
    if (!target.isConnected) continue;
    if (dead(target)) early.push(entry);
    else if (type === "submit") target.requestSubmit(submitter);
    else if (type === "click") target.click();
    else {
      // Coming to life may have set the control to what was stored.
      if (checked !== undefined) target.checked = checked;
      if (target.type !== "file" && target.value !== value) target.value = value;
      target.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }
};

const failed = () => {
  const notice = document.getElementById("boot-failed");
  if (notice) notice.hidden = false;
};
const start = async () => {
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: root.dataset.late }));
  try {
    const { default: init } = await import(root.dataset.script);
    await init({ module_or_path: root.dataset.wasm });
  } catch (error) {
    failed();
    console.error(error);
  }
};
// The browser says when it has painted; where it cannot, the second of two frames begins once the first is drawn.
const frames = () => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(start)));
if (!PerformanceObserver.supportedEntryTypes?.includes("paint")) frames();
else
  new PerformanceObserver((_, observer) => {
    observer.disconnect();
    start();
  }).observe({ type: "paint", buffered: true });
