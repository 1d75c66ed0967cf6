import { describe, expect, it } from "vitest";
import { StatusBoard, statusLine } from "../../servers/status.js";
import { Reader, serve, until } from "./helpers.js";

describe("the status of the servers", () => {
  it("is one line each", () => {
    const status = {
      name: "iot",
      address: "127.0.0.1:9999",
      clients: 1,
      sent: 12345,
      perSecond: 20,
      skipped: 3,
      badRows: 0,
    };
    expect(statusLine(status)).toBe(
      "iot     127.0.0.1:9999      1 client      12,345 sent        20/s    3 skipped",
    );
    expect(statusLine({ ...status, badRows: 1 })).toMatch(/1 bad row in the recording$/);
  });

  it("tells rates since the last time", async () => {
    const iot = await serve("iot", { count: 500, rate: "max" });
    const written: string[] = [];
    const board = new StatusBoard([iot], { write: (text) => written.push(text) }, 0);
    await new Reader(iot).closed;
    await until(() => iot.server.counts.clients === 0);
    board.draw(2000);
    board.draw(4000);
    expect(written[0]).toMatch(/ 0 clients +500 sent +250\/s +0 skipped\n$/);
    expect(written[1]).toMatch(/ 500 sent +0\/s/);
  });

  it("stays in its place on a terminal, and within its width", async () => {
    const servers = [await serve("iot"), await serve("heart")];
    const written: string[] = [];
    const board = new StatusBoard(
      servers,
      { write: (text) => written.push(text), isTTY: true, columns: 40 },
      0,
    );
    board.draw(1000);
    board.draw(2000);
    expect(written[0]).not.toContain("\u001B[2A");
    expect(written[1]!.startsWith("\u001B[2A\u001B[2Kiot")).toBe(true);
    for (const line of written[1]!.trimEnd().split("\n")) {
      const shown = line.slice(line.lastIndexOf("\u001B[2K") + 4);
      expect(shown).toMatch(/^(iot|heart) +127\.0\.0\.1:\d+ /);
      expect(shown.length).toBeLessThan(40);
    }
  });
});
