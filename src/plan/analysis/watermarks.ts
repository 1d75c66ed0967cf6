import { StreambookError } from "../../errors.js";
import { delayMicros } from "../duration.js";
import { eventTimes } from "../event-time.js";
import type { WatermarkPlan } from "../logical-plan.js";
import { sqlName } from "../../types/ddl.js";
import type { ResolvedPlan } from "../resolved.js";
import { resolveName, type Scope } from "./names.js";

/** `withWatermark(column, delay)`. Throws EVENT_TIME_MUST_BE_TOP_LEVEL_COLUMN, EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE, REDEFINE_WATERMARK, CANNOT_PARSE_INTERVAL. */
export function resolveWatermark(plan: WatermarkPlan, child: ResolvedPlan, scope: Scope): ResolvedPlan {
  const delay = delayMicros(plan.delay, "withWatermark");
  if (delay < 0n)
    throw new StreambookError({
      code: "INVALID_DELAY_THRESHOLD",
      step: "withWatermark",
      rule: "The delay threshold should not be negative.",
      got: JSON.stringify(plan.delay),
      cure: 'withWatermark("time", "10 seconds")',
    });
  const found = resolveName({ kind: "name", parts: plan.column.split(".") }, scope);
  if (found.kind === "field")
    throw new StreambookError({
      code: "EVENT_TIME_MUST_BE_TOP_LEVEL_COLUMN",
      step: "withWatermark",
      rule: `The event time in withWatermark must be a top-level column, but '${plan.column}' is a nested field.`,
      got: plan.column,
      cure: `.withColumn("time", col("${plan.column}")), and the watermark on that`,
    });
  if (found.kind !== "attribute" || (found.type.kind !== "timestamp" && found.type.kind !== "timestamp_ntz"))
    throw new StreambookError({
      code: "EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE",
      step: "withWatermark",
      rule: `The event time \`${plan.column}\` has the invalid type ${sqlName(found.type)}, but expected "TIMESTAMP".`,
      got: plan.column,
      cure: `.withColumn("time", col("${plan.column}").cast("timestamp")), and the watermark on that`,
    });
  if (child.isStreaming && eventTimes(child).size > 0)
    throw new StreambookError({
      code: "_LEGACY_ERROR_TEMP_3076",
      step: "withWatermark",
      rule: "A watermark is defined once on a stream: redefining it is not supported.",
      got: `withWatermark("${plan.column}", "${plan.delay}") above another one`,
      cure: "keep the first withWatermark and take this one out",
    });
  return {
    kind: "watermark",
    child,
    column: found.id,
    written: plan,
    delay,
    output: child.output,
    isStreaming: child.isStreaming,
  };
}
