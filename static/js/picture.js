/* Looks at a picture before it is sent: says what is wrong, makes a large photo smaller, shows what will be sent. */
(() => {
  "use strict";

  const QUALITIES = [0.9, 0.8, 0.65], SCALES = [1, 0.7, 0.5, 0.35];
  // What a person would call blurred, dark or glaring, on a grey copy of this longest side.
  const COPY = 512, BLURRED = 60, DARK = 50, BRIGHT = 232;
  const looking = new WeakMap();
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  const megabytes = (bytes) => number.format(Math.ceil(bytes / 10_000) / 100);
  const part = (input, name) => document.getElementById(`${input.id}-${name}`);

  function say(input, lines, wrong = "") {
    const told = part(input, "told");
    told.replaceChildren(...lines.filter(Boolean).map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    }));
    told.setAttribute("aria-busy", String(wrong === input.dataset.looking));
    told.classList.toggle("is-wrong", Boolean(wrong));
    input.classList.toggle("is-invalid", Boolean(wrong));
    input.setCustomValidity(wrong);
  }
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  async function kindOf(file) {
    const start = [...new Uint8Array(await file.slice(0, 12).arrayBuffer())];
    if (start[0] === 0xff && start[1] === 0xd8) return "picture";
    const text = String.fromCharCode(...start);
    if (text.startsWith("\x89PNG\r\n\x1a\n")) return "picture";
    return /^ftyp(hei|hev|mif1)/.test(text.slice(4)) ? "heic" : "other";
  }

  function drawn(bitmap, width, height, canvas = document.createElement("canvas")) {
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "white";
    pen.fillRect(0, 0, width, height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(bitmap, 0, 0, width, height);
    return canvas;
  }
  const within = (bitmap, longest) => {
    const factor = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    return [Math.round(bitmap.width * factor), Math.round(bitmap.height * factor)];
  };

  /* The picture as a JPEG below so many bytes; nothing when no size the server takes is small enough. */
  async function smaller(bitmap, { mostBytes, leastSide, mostSide }) {
    const longest = Math.min(mostSide, Math.max(bitmap.width, bitmap.height));
    for (const scale of SCALES) {
      const [width, height] = within(bitmap, longest * scale);
      if (Math.min(width, height) < leastSide) return null;
      const canvas = drawn(bitmap, width, height);
      for (const quality of QUALITIES) {
        const blob = await new Promise((take) => canvas.toBlob(take, "image/jpeg", quality));
        if (blob && blob.size < mostBytes) return { file: new File([blob], "picture.jpg", { type: blob.type }), width, height };
      }
    }
    return null;
  }

  /* Sharp edges make the Laplacian vary; only a hint, for a wall is smooth too. */
  function hints(bitmap, words) {
    const [width, height] = within(bitmap, COPY);
    const { data } = drawn(bitmap, width, height).getContext("2d").getImageData(0, 0, width, height);
    const grey = new Float32Array(width * height);
    let light = 0, sum = 0, squares = 0, count = 0;
    for (let at = 0; at < grey.length; at++) {
      grey[at] = 0.299 * data[4 * at] + 0.587 * data[4 * at + 1] + 0.114 * data[4 * at + 2];
      light += grey[at] / grey.length;
    }
    for (let y = 1; y < height - 1; y++)
      for (let at = y * width + 1; at < (y + 1) * width - 1; at++, count++) {
        const edge = grey[at - 1] + grey[at + 1] + grey[at - width] + grey[at + width] - 4 * grey[at];
        sum += edge;
        squares += edge * edge;
      }
    const sharpness = squares / count - (sum / count) ** 2;
    return [light < DARK && words.dark, light > BRIGHT && words.bright, sharpness < BLURRED && words.blurred];
  }

  /* What to say of a file, whether it is wrong, and what to send instead of it. */
  async function judged(file, limits, words) {
    const kind = await kindOf(file);
    if (kind !== "picture") return { wrong: kind === "heic" ? words.heic : words.otherKind };
    const bitmap = await createImageBitmap(file).catch(() => null);
    if (!bitmap) return { wrong: words.broken };
    const { width, height } = bitmap, sides = { width, height, size: megabytes(file.size) };
    if (Math.min(width, height) < limits.leastSide) return { wrong: fill(words.tooSmall, sides) };
    if (file.size < limits.mostBytes && Math.max(width, height) <= limits.mostSide)
      return { bitmap, lines: [fill(words.fits, sides), ...hints(bitmap, words)] };
    const made = await smaller(bitmap, limits);
    if (!made) return { wrong: fill(Math.max(width, height) > limits.mostSide ? words.tooSmall : words.tooLarge, sides) };
    const now = { width: made.width, height: made.height, size: megabytes(made.file.size) };
    return { bitmap, instead: made.file, lines: [fill(words.shrunk, sides), fill(words.fits, now), ...hints(bitmap, words)] };
  }

  async function look(input) {
    const file = input.files[0], preview = part(input, "preview"), words = input.dataset;
    looking.set(input, file);
    preview.hidden = true;
    if (!file) return say(input, []);
    part(input, "errors")?.remove(); // they were about another file
    say(input, [words.looking], words.looking);
    const limits = { mostBytes: Number(words.mostBytes), leastSide: Number(words.leastSide), mostSide: Number(words.mostSide) };
    const found = await judged(file, limits, words).catch(() => ({ wrong: words.broken }));
    if (looking.get(input) !== file) return; // another was chosen meanwhile
    if (found.wrong) return say(input, [found.wrong], found.wrong);
    if (found.instead) {
      const carrier = new DataTransfer();
      carrier.items.add(found.instead);
      input.files = carrier.files;
    }
    drawn(found.bitmap, ...within(found.bitmap, 640), preview);
    preview.hidden = false;
    say(input, found.lines);
  }

  const pictures = (root) => [...root.querySelectorAll("input[type=file][data-picture]")];
  document.addEventListener("change", (event) => {
    if (event.target.matches("input[type=file][data-picture]")) look(event.target);
  });
  // Our forms leave it to the server to judge, but a file that is no picture does not leave the browser.
  document.addEventListener("submit", (event) => {
    const wrong = pictures(event.target).find((input) => input.validity.customError);
    if (!wrong) return;
    event.preventDefault();
    event.stopPropagation();
    wrong.focus();
  }, true);
  pictures(document).forEach((input) => input.files.length && look(input));
})();
