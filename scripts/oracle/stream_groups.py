"""State per key whose function does what its rows say: the twin of test/streaming/stories/groups.ts."""

START = 1704067200000  # 2024-01-01
TIMEOUTS = {"none": "NoTimeout", "processingTime": "ProcessingTimeTimeout", "eventTime": "EventTimeTimeout"}


def told_groups(df, keys, mode, timeout="none"):
    """Rows carry `n`, their order, and `op`, what to do; `said` tells each call. When the group times out it does what `later` keeps, or is removed."""

    def call(key, frames, state):
        import pandas

        rows = sorted((n, op) for frame in frames for n, op in zip(frame["n"], frame["op"]))
        count, later = state.get if state.exists else (None, None)
        said = ["timeout" if state.hasTimedOut else f"{len(rows)} rows", "new" if count is None else f"c={count}"]
        if timeout == "eventTime":
            said.append(f"wm={(state.getCurrentWatermarkMs() - START) / 1000:g}" if state.getCurrentWatermarkMs() else "wm=none")
        ops = (later or "remove").split(";") if state.hasTimedOut else [op for _, ops in rows for op in ops.split(";")]
        out = 1
        for op in ops:
            verb, _, text = op.partition(" ")
            if verb == "add":
                count = (count or 0) + 1
                state.update((count, later))
            elif verb == "later":
                later = text.replace(",", ";")
                count = count or 0
                state.update((count, later))
            elif verb == "remove":
                count, later = None, None
                state.remove()
            elif verb == "at":
                state.setTimeoutTimestamp(START + int(text) * 1000)
            elif verb == "in":
                state.setTimeoutDuration(int(text))
            elif verb == "exists":
                said.append(f"exists={str(state.exists).lower()}")
            elif verb == "out":
                out = int(text)
        if out > 0:
            many = ["/".join("null" if part is None or part != part else str(part) for part in key)] * out
            yield pandas.DataFrame({"k": many, "said": [" ".join(said)] * out, "c": [count or 0] * out})

    state = "c bigint, later string"
    return df.groupBy(*keys).applyInPandasWithState(call, "k string, said string, c bigint", state, mode, TIMEOUTS[timeout])
