// What a check of `npm run doctor` can find.

export const ok = (detail) => ({ level: "ok", detail });
/** The book runs all the same. */
export const warn = (detail, cure) => ({ level: "warn", detail, cure });
/** The book cannot run. */
export const fail = (detail, cure) => ({ level: "FAIL", detail, cure });
