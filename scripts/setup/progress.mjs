// One line a step, with the time it took; a moving clock only where someone is watching a terminal.

/** Seconds since `start` (of performance.now), as "0.4 s". */
export function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/** A teller of progress that writes to `out`. */
export function progress(out) {
  const live = out.isTTY === true;
  return {
    /** Begins the line of a step; the returned function ends it. */
    begin(text) {
      const start = performance.now();
      if (!live) {
        out.write(`  ${text} … `);
        return (end = "") => out.write(`${end === "" ? "" : `${end}, `}${seconds(start)}\n`);
      }
      const draw = () => out.write(`\r\x1b[2K  ${text} … ${seconds(start)}`);
      draw();
      const timer = setInterval(draw, 200);
      return (end = "") => {
        clearInterval(timer);
        out.write(`\r\x1b[2K  ${text} … ${end === "" ? "" : `${end}, `}${seconds(start)}\n`);
      };
    },
    /** One whole line. */
    say(text) {
      out.write(`${text}\n`);
    },
  };
}
