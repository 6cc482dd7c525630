// Before the first paint: light, dark or as the system says. Kept in this browser; loaded in the head, so nothing flashes.
(() => {
  const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    if (root.dataset.theme === "wall") return;
    const choice = localStorage.getItem("theme") ?? "system";
    root.dataset.theme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
    root.dataset.themeChoice = choice;
    const density = localStorage.getItem("density");
    if (density) root.dataset.density = density; else delete root.dataset.density;
  };
  window.backOfficeTheme = choice => { localStorage.setItem("theme", choice); apply(); };
  dark.addEventListener("change", apply);
  addEventListener("storage", apply);
  apply();
})();
