// The panel beside the chat: a cited place with its table, a document, the documents, the contradictions.

import * as api from "./api.js";
import { el, lineText, path } from "./dom.js";

const AROUND = 6; // lines before and after a cited place
const MOST_COVERED = 50; // documents of the list whose coverage is shown
const PAGE = 60; // lines of a document at a time

const side = document.getElementById("side");
const title = document.getElementById("side-title");
const body = document.getElementById("side-body");
let opener = null;

function show(heading, ...content) {
  if (side.hidden) opener = document.activeElement;
  side.hidden = false;
  document.body.classList.add("has-side");
  title.textContent = heading;
  body.replaceChildren(...content);
  body.scrollTop = 0;
  title.focus();
}

export function close() {
  if (side.hidden) return;
  side.hidden = true;
  document.body.classList.remove("has-side");
  if (opener?.isConnected) opener.focus();
  else document.getElementById("question").focus();
}

async function loading(heading, load) {
  show(heading, el("p", {}, "여는 중입니다…"));
  try {
    return await load();
  } catch (error) {
    body.replaceChildren(el("p", { class: "failed", role: "alert" }, error.message));
    return null;
  }
}

/** Opens the place of a citation: its table with the cell marked, and the lines around it. */
export async function openCitation(citation) {
  const [first, last] = citation.lines;
  const place = await loading(citation.title, () => api.lines(citation.document, first, last, AROUND));
  if (!place) return;
  const about = el("p", { class: "about" }, path(citation.section));
  const { table } = citation;
  const cell = table ? [path(table.row), path(table.column)].filter(Boolean).join(" × ") : "";
  const drawn = place.tables.map((table) => drawTable(table, citation)).filter(Boolean);
  body.replaceChildren(
    about,
    cell ? el("p", { class: "cell" }, cell) : "",
    ...drawn,
    el("h3", {}, `원문 ${citation.document} ${lineText(citation.lines)}`),
    drawLines(place),
    pager(citation.document, place, first),
  );
  const mark = body.querySelector("td.cited") ?? body.querySelector(".lines .cited");
  mark?.scrollIntoView({ block: "center", inline: "center" });
}

/** Opens a document from a line on. */
export async function openDocument(document, from = 1) {
  const load = () => api.lines(document, from, from + PAGE - 1, 0);
  const place = await loading(document, load);
  if (!place) return;
  title.textContent = place.title;
  body.replaceChildren(
    el("p", { class: "about" }, `${document} · ${lineText([from, place.last])} / ${place.total}줄`),
    drawLines({ ...place, first: 0, last: 0 }),
    pager(document, place, from),
  );
}

function pager(document, place, from) {
  const to = place.lines.at(-1)?.number ?? from;
  const earlier = Math.max(1, from - PAGE);
  return el("p", { class: "pager" },
    from > 1 ? el("button", { type: "button", click: () => openDocument(document, earlier) }, "앞부분 보기") : null,
    to < place.total
      ? el("button", { type: "button", click: () => openDocument(document, to + 1) }, "뒷부분 보기")
      : null);
}

function drawLines(place) {
  return el("ol", { class: "lines", start: place.lines[0]?.number ?? 1 },
    ...place.lines.map(({ number, text }) => {
      const cited = place.first <= number && number <= place.last;
      const shown = cited ? el("mark", {}, text || " ") : text;
      return el("li", { class: cited ? "cited" : null, value: number }, shown);
    }));
}

const same = (one, other) => one.length === other.length && one.every((part, at) => part === other[at]);
const meet = (one, other) => one[0] <= other[1] && other[0] <= one[1];

/** A table as a table, the rows around the cited one, the cited cell marked; null where it is another's. */
function drawTable(table, citation) {
  const rows = table.rows.map((row) => ({ ...row, cited: meet(row.lines, citation.lines) }));
  const cites = (row, column) => row.cited && (!citation.table
    || (same(row.path, citation.table.row) && same(table.columns[column], citation.table.column)));
  if (!rows.some((row) => table.columns.some((_, column) => cites(row, column)))) return null;
  const about = [table.caption, table.unit && `단위: ${table.unit}`, table.as_of && `${table.as_of} 기준`];
  const caption = about.filter(Boolean).join(" · ");
  return el("figure", {},
    el("figcaption", {}, caption),
    el("div", { class: "table", tabindex: 0, role: "region", "aria-label": `표 ${caption}` }, el("table", {},
      drawHead(table),
      el("tbody", {}, ...rows.map((row) => el("tr", { class: row.cited ? "cited" : null },
        el("th", { scope: "row", class: `depth-${Math.min(row.path.length, 5)}` }, row.path.at(-1) ?? ""),
        ...row.cells.map((cell, column) => drawCell(cell, cites(row, column)))))))));
}

function drawCell(text, cited) {
  const number = /^[\s△▲\-+\d.,%()]*$/.test(text);
  const shown = cited ? el("mark", {}, text, el("span", { class: "unseen" }, " (인용된 칸)")) : text;
  return el("td", { class: [number && "number", cited && "cited"].filter(Boolean).join(" ") || null }, shown);
}

/** Header rows: neighbours under the same heading share its cell. */
function drawHead(table) {
  const depth = Math.max(1, ...table.columns.map((column) => column.length));
  const rows = [];
  for (let level = 0; level < depth; level += 1) {
    const cells = [];
    table.columns.forEach((column, at) => {
      const before = table.columns[at - 1];
      const ends = level === column.length - 1;
      const joined = before && !ends && level < before.length - 1
        && same(before.slice(0, level + 1), column.slice(0, level + 1));
      if (level >= column.length) return;
      if (joined) cells.at(-1).colSpan += 1;
      else {
        const scope = ends ? "col" : "colgroup";
        const cell = el("th", { scope }, column[level]);
        if (ends) cell.rowSpan = depth - level;
        cells.push(cell);
      }
    });
    const corner = level === 0 ? el("th", { scope: "col", rowspan: depth }, path(table.row_header)) : null;
    rows.push(el("tr", {}, corner, ...cells));
  }
  return el("thead", {}, ...rows);
}

/** Opens the list of documents with what was read of each. */
export async function openDocuments() {
  const found = await loading("색인된 문서", api.documents);
  if (!found) return;
  const count = (name, value) => `${name} ${value.toLocaleString("ko-KR")}개`;
  body.replaceChildren(el("ul", { class: "cards" }, ...found.map((one) => el("li", {},
    el("button", { type: "button", class: "card", click: () => openDocument(one.id) },
      el("strong", {}, one.title),
      el("span", {}, [one.agency, one.department, one.as_of && `${one.as_of} 기준`].filter(Boolean).join(" · ")),
      el("span", {}, [`${one.lines.toLocaleString("ko-KR")}줄`, count("표", one.tables),
        count("수치", one.facts), count("어긋난 곳", one.findings)].join(" · ")),
      el("span", { "data-document": one.id }))))));
  await drawCoverage(found.slice(0, MOST_COVERED));
}

/** Fills in how far the listed documents were read, one after another, while the list is open. */
async function drawCoverage(found) {
  for (const one of found) {
    const at = body.querySelector(`[data-document="${CSS.escape(one.id)}"]`);
    if (!at) return;
    const read = await api.coverage(one.id).catch(() => null);
    if (read) at.textContent = coverageText(read);
  }
}

/** '숫자가 있는 줄 98% 읽음(78/80) · 산식 64개 맞음, 2개 어긋남'. */
function coverageText({ lines_with_digits: total, lines_read: read, holds, fails }) {
  const share = total ? Math.floor((100 * read) / total) : 100;
  return `숫자가 있는 줄 ${share}% 읽음(${read}/${total}) · 산식 ${holds}개 맞음, ${fails}개 어긋남`;
}

const SEVERITIES = { certain: "확실", likely: "의심", rounding: "반올림" };

/** Opens the list of contradictions. */
export async function openFindings() {
  const found = await loading("문서 검산 결과", api.findings);
  if (!found) return;
  if (!found.length) {
    body.replaceChildren(el("p", {}, "어긋난 곳을 찾지 못했습니다."));
    return;
  }
  body.replaceChildren(el("ul", { class: "cards" }, ...found.map((one) => el("li", {},
    el("button", {
      type: "button",
      class: `card ${one.severity}`,
      click: () => openCitation({ ...one, title: one.message, section: [], table: null }),
    },
    el("strong", {}, `[${SEVERITIES[one.severity] ?? one.severity}] ${one.message}`),
    el("span", {}, `문서의 값 ${one.found} · 맞는 값 ${one.expected}`),
    el("span", {}, `${one.document} ${lineText(one.lines)}`))))));
}
