import { describe, expectTypeOf, it } from "vitest";
import type { DataFrame, StreamingQuery } from "../../src/index.js";
import type { Viewable, WatchedQuery } from "../../src/notebook/index.js";

describe("what a display needs", () => {
  it("is what a query and a DataFrame have", () => {
    expectTypeOf<StreamingQuery>().toExtend<WatchedQuery>();
    expectTypeOf<DataFrame>().toExtend<Viewable>();
  });
});
