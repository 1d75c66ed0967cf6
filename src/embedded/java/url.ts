/** The parts of a URI as `java.net.URI` finds them; null for a text that is none. */
interface Uri {
  readonly scheme: string | null;
  readonly authority: string | null;
  readonly path: string | null;
  readonly query: string | null;
  readonly fragment: string | null;
}

// RFC 2396 with Java's additions: letters of other scripts may stand anywhere, blanks and these nowhere.
const FORBIDDEN = /[\s"<>\\^`{|}]|%(?![0-9a-fA-F]{2})|\p{Cc}/u;
const PARTS = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;
const HOST =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?\.)*(?:[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?|\d+)\.?$/;

function parse(text: string): Uri | null {
  const found = PARTS.exec(text);
  if (!found || FORBIDDEN.test(text)) return null;
  const [, scheme = null, authority = null, path = "", query = null, fragment = null] = found;
  if (/[[\]]/.test(path) || (authority === "" && path === "" && query === null)) return null;
  if (scheme === null && /^[^/?#]*:/.test(text)) return null;
  // mailto:a@b.c has no path, only a part that Java does not look into.
  if (scheme !== null && authority === null && !path.startsWith("/"))
    return path === "" ? null : { scheme, authority: null, path: null, query: null, fragment };
  return { scheme, authority: authority === "" ? null : authority, path, query, fragment };
}

function server(authority: string | null): { user: string | null; host: string } | null {
  const found = /^(?:([^@]*)@)?(\[[0-9a-fA-F:.%\w]+\]|[^:[\]]*)(?::(\d*))?$/.exec(authority ?? "");
  const host = found?.[2] ?? "";
  return host !== "" && (host.startsWith("[") || HOST.test(host)) ? { user: found?.[1] ?? null, host } : null;
}

/** As Spark's `parse_url`: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY, USERINFO, or one parameter of the query. */
export function partOfUrl(url: string, part: string, key: string | null, isStrict: boolean): string | null {
  const uri = parse(url);
  if (!uri) {
    if (!isStrict) return null;
    throw new Error(
      `[INVALID_URL] The url is invalid: ${url}. Use try_parse_url to tolerate invalid URL and have null instead.`,
    );
  }
  if (key !== null && part !== "QUERY") return null;
  switch (part) {
    case "HOST":
      return server(uri.authority)?.host ?? null;
    case "PATH":
      return uri.path;
    case "QUERY":
      return key === null || uri.query === null ? uri.query : parameter(uri.query, key);
    case "REF":
      return uri.fragment;
    case "PROTOCOL":
      return uri.scheme;
    case "FILE":
      return uri.path === null || uri.query === null ? uri.path : `${uri.path}?${uri.query}`;
    case "AUTHORITY":
      return uri.authority;
    case "USERINFO":
      return server(uri.authority)?.user ?? null;
    default:
      return null;
  }
}

function parameter(query: string, key: string): string | null {
  const found = query.split("&").find((pair) => pair.startsWith(`${key}=`));
  return found === undefined ? null : found.slice(key.length + 1);
}

/** As `URLEncoder`: letters, digits and .-*_ stay, a blank is +. */
export const encodeUrl = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, "?"))
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");

/** As `URLDecoder`; null for a % without two digits. */
export function decodeUrl(text: string): string | null {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return null;
  const plain = text.replaceAll("+", " ");
  return plain.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) =>
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.from(run.replaceAll("%", ""), "hex")),
  );
}
