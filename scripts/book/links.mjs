// Where the links and pictures of a lesson lead once it is a page, and which files that page needs beside it.
import { existsSync, statSync } from "node:fs";
import { posix, relative, resolve, sep } from "node:path";

/**
 * The links of one lesson. Pictures are files below `folder`, which the site copies under files/; what is missing is
 * told in `problems`. `attachments` are the pictures pasted into the cell being rendered.
 */
export function createLinks(folder, pages) {
  const files = new Map();
  const problems = [];
  let attachments = {};

  function picture(src) {
    if (/^data:image\//i.test(src)) return src;
    if (src.startsWith("attachment:"))
      return attached(attachments[decodeURI(src.slice("attachment:".length))]);
    if (isAddress(src)) {
      problems.push(`the picture ${src} is not in the project: a page must work offline`);
      return undefined;
    }
    const file = resolve(folder, decodeURI(src.split(/[?#]/)[0]));
    const name = relative(folder, file).split(sep).join("/");
    if (name.startsWith("../") || !existsSync(file) || !statSync(file).isFile()) {
      problems.push(`the picture ${src} is not in the notebooks' folder`);
      return undefined;
    }
    const target = posix.join("files", name);
    files.set(target, file);
    return encodeURI(target);
  }

  function page(href) {
    if (href.startsWith("#") || /^(https?|mailto):/i.test(href)) return href;
    if (isAddress(href)) return undefined;
    const [path, anchor] = href.split("#");
    const name = posix.normalize(decodeURI(path)).replace(/\.ipynb$/, "");
    // A file of the repository that is no lesson is not in the published book.
    return pages.has(name) ? `${encodeURI(name)}.html${anchor ? `#${anchor}` : ""}` : undefined;
  }

  return {
    files,
    problems,
    picture,
    page,
    attach: (cell) => (attachments = cell.attachments ?? {}),
  };
}

function attached(bundle = {}) {
  const [type, data] = Object.entries(bundle).find(([type]) => type.startsWith("image/")) ?? [];
  return type === undefined ? undefined : `data:${type};base64,${String(data).replace(/\s/g, "")}`;
}

function isAddress(target) {
  return /^([a-z][a-z0-9+.-]*:|\/\/|\/|\\)/i.test(target);
}
