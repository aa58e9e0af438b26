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
  // A band above the chart: one colour for each state, its words in the table and below the chart.
  const BAND = 8;
  const band = (stretches) => ({
    id: "band",
    afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
      for (const { from, to, paint } of stretches) {
        const [left, right] = [from, to].map((minute) => scales.x.getPixelForValue(minute));
        ctx.fillStyle = paint;
        ctx.fillRect(left, chartArea.top - BAND - 2, Math.max(right - left, 1), BAND);
      }
    },
  });
  const stretchesOf = (rows, until) => {
    const turns = rows.filter((row, place) => row.dataset.word !== rows[place - 1]?.dataset.word);
    return turns.map(({ dataset: { tone, word, x } }, place) => ({
      from: Number(x), to: Number(turns[place + 1]?.dataset.x ?? until), word, paint: resolved(`--tone-${tone}-solid`),
    }));
  };
  const draw = (table) => {
    const canvas = document.getElementById(table.dataset.chart);
    if (!canvas || !window.Chart) return;
    const points = [], rows = [...table.tBodies[0].rows];
    for (const { dataset: { x, end, y, silence } } of rows) {
      points.push({ x: Number(x), y: Number(y) });
      if (end !== undefined) points.push({ x: Number(end), y: Number(y) });
      if (silence !== undefined) points.push({ x: Number(end), y: NaN });
    }
    const { until, start, label } = table.dataset, span = Number(table.dataset.span ?? 1440), money = "rupiah" in table.dataset;
    // What was read last still stands at the end of what is shown.
    if (points.length && until) points.push({ x: Number(until), y: points[points.length - 1].y });
    const stretches = rows[0]?.dataset.tone ? stretchesOf(rows, until) : [];
    const stateAt = (items) => stretches.findLast((one) => one.from <= items[0].parsed.x)?.word ?? "";
    const ink = resolved("--ink-soft");
    const clock = (minutes) =>
      `${String(Math.floor((minutes % 1440) / 60)).padStart(2, "0")}:${String(Math.floor(minutes % 60)).padStart(2, "0")}`;
    const weekday = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "short", day: "numeric", timeZone: "UTC" });
    const day = (minutes) => weekday.format(new Date(Date.parse(start) + minutes * 60_000));
    const when = (minutes) => (span > 1440 ? `${day(minutes)} ${clock(minutes)}` : clock(minutes));
    const whole = new Intl.NumberFormat("id"), short = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });
    const axis = money ? { callback: (value) => short.format(value) } : { precision: 0 };
    return new window.Chart(canvas, {
      type: "line",
      plugins: [band(stretches)],
      data: {
        datasets: [{
          label, data: points, stepped: "before", fill: true, pointRadius: rows.length > 1 || until ? 0 : 3, borderWidth: 2,
          borderColor: resolved("--tone-progress-solid"), backgroundColor: resolved("--tone-progress-bg"),
        }],
      },
      options: {
        animation: false, maintainAspectRatio: false, parsing: false, normalized: true,
        layout: { padding: { top: stretches.length ? BAND + 4 : 0 } },
        plugins: {
          legend: { display: false },
          tooltip: {
            callbacks: {
              title: (items) => when(items[0].parsed.x),
              label: (item) => (money ? `Rp ${whole.format(item.parsed.y)}` : item.formattedValue),
              footer: stateAt,
            },
          },
        },
        scales: {
          x: {
            type: "linear", min: 0, max: span, grid: { color: resolved("--line") },
            ticks: span > 1440
              ? { stepSize: 1440, color: ink, callback: (at) => (at < span ? day(at) : "") }
              : { stepSize: 180, color: ink, callback: (at) => (at === 1440 ? "24:00" : clock(at)) },
          },
          y: { beginAtZero: true, ticks: { ...axis, color: ink }, grid: { color: resolved("--line") } },
        },
      },
    });
  };
  let drawn = [];
  const drawAll = () => {
    drawn.forEach((chart) => chart.destroy());
    drawn = [...document.querySelectorAll("table[data-chart]")].map(draw).filter(Boolean);
  };
  document.addEventListener("DOMContentLoaded", drawAll);
  // The colours are those of the theme a chart was drawn in.
  new MutationObserver(drawAll).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
})();
