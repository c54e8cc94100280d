// The chat: questions, answers with numbered citations, bars where figures are compared.

import * as api from "./api.js";
import { el, lineText, path } from "./dom.js";
import { amount, drawFigures, origin, shownFigures } from "./figures.js";
import { close, openCitation, openDocuments, openFindings } from "./source.js";

const log = document.getElementById("log");
const state = document.getElementById("state");
const form = document.getElementById("ask");
const question = document.getElementById("question");
const welcome = document.getElementById("welcome");
const chooser = document.getElementById("collection");
const FEW = 3; // citations that are shown at once

let asked = [];

async function submit(text) {
  const wanted = text.trim();
  if (!wanted || form.classList.contains("busy")) return;
  welcome.hidden = true;
  question.value = "";
  const bubble = el("div", { class: "asked" }, el("span", { class: "unseen" }, "질문: "), wanted);
  log.append(bubble);
  form.classList.add("busy");
  state.textContent = "찾는 중입니다…";
  try {
    const answer = await api.ask(wanted, asked);
    asked.push(wanted);
    log.append(drawAnswer(answer));
  } catch (error) {
    log.append(el("div", { class: "answer failed", role: "alert" }, error.message));
  } finally {
    form.classList.remove("busy");
    state.textContent = "";
    bubble.scrollIntoView({ block: "start", behavior: "smooth" });
    question.focus();
  }
}

function drawAnswer(answer) {
  const abstained = answer.status !== "answered";
  const checks = [...new Set(answer.figures.flatMap((figure) => figure.checked?.split("; ") ?? []))];
  return el("article", { class: abstained ? "answer abstained" : "answer", "aria-label": "답" },
    abstained ? el("p", { class: "tag" }, "문서에서 확인하지 못함") : null,
    drawText(answer),
    drawWarnings(answer.warnings),
    drawFigures(answer, (number) => mark(number, answer.citations)),
    checks.length
      ? el("details", { class: "checks" }, el("summary", {}, "✓ 다시 계산해 맞습니다"),
        el("ul", {}, ...checks.map((check) => el("li", {}, check))))
      : null,
    drawCitations(answer),
    el("p", { class: "tools" }, el("button", { type: "button", click: (event) => copy(answer, event.target) },
      "출처와 함께 복사")));
}

/** The answer's lines, indented as they are, their [1] marks as buttons that open the place. */
function drawText(answer) {
  return el("div", { class: "text" }, ...answer.answer.split("\n").map((line) => {
    const depth = Math.min(5, Math.ceil(/^ */.exec(line)[0].length / 2) + (/^\s*- /.test(line) ? 1 : 0));
    return el("p", { class: `indent-${depth}` }, ...marked(line.replace(/^\s*- /, "– ").trim(), answer.citations));
  }));
}

function marked(line, citations) {
  return line.split(/(\[\d+\])/).map((part) => (/^\[\d+\]$/.test(part) ? mark(Number(part.slice(1, -1)), citations) : part));
}

/** A button that opens a place; its number as text where there is none. */
function mark(number, citations) {
  const citation = citations.find((one) => one.id === number);
  if (!citation) return `[${number}]`;
  const label = `근거 ${number} 보기`;
  return el("button", { type: "button", class: "mark", "aria-label": label, click: () => openCitation(citation) },
    String(number));
}

function drawWarnings(warnings) {
  if (!warnings.length) return null;
  return el("div", { class: "warning", role: "note", "aria-label": "주의" }, el("strong", {}, "⚠ 주의"),
    ...warnings.map((warning) => el("p", {}, warning)));
}

function drawCitations(answer) {
  if (!answer.citations.length) return null;
  const items = rows(answer.citations).map((group) => el("li", { value: group[0].id },
    el("div", { class: "numbers" }, ...group.map((one) => mark(one.id, answer.citations))),
    el("button", { type: "button", class: "citation", click: () => openCitation(group[0]) },
      el("strong", {}, group[0].title),
      el("span", {}, place(group)),
      el("q", {}, group[0].quote.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, 160)))));
  const few = el("ol", { class: "citations", "aria-label": "근거" }, ...items.slice(0, FEW));
  if (items.length <= FEW) return few;
  return el("div", {}, few, el("details", {},
    el("summary", {}, `근거 ${items.length - FEW}곳 더 보기`),
    el("ol", { class: "citations" }, ...items.slice(FEW))));
}

/** Citations that follow one another in a row of a table, together. */
function rows(citations) {
  const key = (one) => (one.table
    ? JSON.stringify([one.document, one.lines, one.table.caption, one.table.row]) : String(one.id));
  const groups = [];
  citations.forEach((one) => {
    const last = groups.at(-1);
    if (last && key(last[0]) === key(one)) last.push(one);
    else groups.push([one]);
  });
  return groups;
}

/** '세출 총괄 › 인사과 × 예산액 · a.txt 68줄'. */
function place(group) {
  const [citation] = group;
  const { table } = citation;
  const columns = group.map((one) => path(one.table?.column ?? [])).filter(Boolean).join(", ");
  const cell = table
    ? `표 ${[table.caption, [path(table.row), columns].filter(Boolean).join(" × ")].filter(Boolean).join(": ")}`
    : path(citation.section);
  return [cell, `${citation.document} ${lineText(citation.lines)}`].filter(Boolean).join(" · ");
}

async function copy(answer, button) {
  const figures = shownFigures(answer).filter((figure) => figure.derivation)
    .map((figure) => `${figure.label} ${amount(figure)} ${origin(figure).join("")}`);
  const sources = answer.citations.map((one) =>
    `[${one.id}] ${[one.title, path(one.section), place([one])].filter(Boolean).join(" · ")}`);
  const text = [answer.answer, ...answer.warnings.map((warning) => `※ 주의: ${warning}`), ...figures,
    ...(sources.length ? ["", "출처", ...sources] : [])].join("\n");
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "복사했습니다";
  } catch {
    button.textContent = "복사하지 못했습니다";
  }
  setTimeout(() => { button.textContent = "출처와 함께 복사"; }, 2000);
}

function restart() {
  asked = [];
  log.replaceChildren(welcome);
  welcome.hidden = false;
  close();
  question.focus();
}

/** Lets a person with several collections choose one; each has a conversation of its own. */
async function offerCollections() {
  const names = (await api.collections().catch(() => []));
  if (names.length < 2) return;
  chooser.replaceChildren(...names.map((name) => el("option", { value: name }, name)));
  chooser.closest("label").hidden = false;
  chooser.addEventListener("change", () => {
    api.choose(chooser.value);
    restart();
    suggest();
  });
  api.choose(chooser.value);
}

async function suggest() {
  const found = await api.documents().catch(() => []);
  document.getElementById("examples").replaceChildren(...found.slice(0, 3).map((one) => {
    const text = `${one.title}에서 예산은 모두 얼마인가요?`;
    return el("li", {}, el("button", { type: "button", click: () => submit(text) }, text));
  }));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(question.value);
});
question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit(question.value);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
document.getElementById("close-side").addEventListener("click", close);
document.getElementById("show-documents").addEventListener("click", openDocuments);
document.getElementById("show-findings").addEventListener("click", openFindings);
document.getElementById("restart").addEventListener("click", restart);
offerCollections().then(suggest);
question.focus();
