// Draws a chart beside each table that asks for one; the table stays for those who cannot see it.
"use strict";
(() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const resolved = (name) => {
    // light-dark() is resolved only where it is used as a colour.
    const probe = document.createElement("span");
    probe.className = "visually-hidden";
    document.body.append(probe);
    probe.style.color = `var(${name})`;
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value || colour(name);
  };
  const draw = (table) => {
    const canvas = document.getElementById(table.dataset.chart);
    if (!canvas || !window.Chart) return;
    const rows = [...table.tBodies[0].rows];
    const points = rows.map((row) => ({ x: Number(row.dataset.x), y: Number(row.dataset.y) }));
    // What was read last still stands at the end of what is shown.
    if (points.length) points.push({ x: Number(table.dataset.until), y: points[points.length - 1].y });
    const ink = resolved("--ink-soft");
    const clock = (minutes) =>
      `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(Math.floor(minutes % 60)).padStart(2, "0")}`;
    const chart = new window.Chart(canvas, {
      type: "line",
      data: {
        datasets: [{
          label: table.dataset.label, data: points, stepped: "before", fill: true, pointRadius: 0, borderWidth: 2,
          borderColor: resolved("--tone-progress-solid"), backgroundColor: resolved("--tone-progress-bg"),
        }],
      },
      options: {
        animation: false, maintainAspectRatio: false, parsing: false, normalized: true,
        plugins: {
          legend: { display: false },
          tooltip: { callbacks: { title: (items) => clock(items[0].parsed.x) } },
        },
        scales: {
          x: {
            type: "linear", min: 0, max: 1440,
            ticks: { stepSize: 180, color: ink, callback: clock }, grid: { color: resolved("--line") },
          },
          y: { beginAtZero: true, ticks: { precision: 0, color: ink }, grid: { color: resolved("--line") } },
        },
      },
    });
    return chart;
  };
  const drawAll = () => {
    for (const table of document.querySelectorAll("table[data-chart]")) draw(table);
  };
  document.addEventListener("DOMContentLoaded", drawAll);
})();
