/**
 * `${name}` in SQL text stands for a setting, `${env:NAME}` for a variable of the environment: what is not there for nothing, as in Spark.
 *
 * @example
 * substituted("SELECT '${spark.sql.ansi.enabled}'", (key) => settings.get(key)); // "SELECT 'true'"
 */
export function substituted(text: string, setting: (key: string) => string | undefined): string {
  if (!text.includes("${")) return text;
  return text.replace(/\$\{([^{}]+)\}/g, (_, written: string) => {
    const [, prefix, name = ""] = /^(?:(\w+):)?(.*)$/s.exec(written)!;
    if (prefix === "env") return process.env[name] ?? "";
    return setting(name) ?? "";
  });
}
