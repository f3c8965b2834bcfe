(function () {
  "use strict";
  var root = document.documentElement;
  var filters = document.getElementById("filters");
  var rows = list(document, "tr.finding");

  function list(within, selector) {
    return Array.prototype.slice.call(within.querySelectorAll(selector));
  }

  function show(element, yes) {
    var others = element.className.replace(/(^| )hidden(?= |$)/g, "");
    element.className = yes ? others : others + " hidden";
  }

  function isShown(element) {
    return !/(^| )hidden( |$)/.test(element.className);
  }

  function on(element, event, act) {
    if (element) { element.addEventListener(event, act, false); }
  }

  /* filters */

  function chosen() {
    var kinds = {};
    list(filters, "input[type=checkbox]").forEach(function (box) { kinds[box.value] = box.checked; });
    return {
      kinds: kinds,
      sheet: document.getElementById("sheet").value,
      words: document.getElementById("search").value.toLowerCase().split(/\s+/)
    };
  }

  function wanted(row, choice) {
    var text = row.textContent.toLowerCase();
    return choice.kinds[row.getAttribute("data-kind")] &&
      (!choice.sheet || row.getAttribute("data-sheet") === choice.sheet) &&
      choice.words.every(function (word) { return text.indexOf(word) >= 0; });
  }

  function apply() {
    var choice = chosen(), count = 0;
    closePages();
    rows.forEach(function (row) {
      var yes = wanted(row, choice);
      count += yes ? 1 : 0;
      show(row, yes);
    });
    var all = count === rows.length;
    list(document, "section.sheet, section.file").forEach(function (section) {
      show(section, all || list(section, "tr.finding").some(isShown));
    });
    tell(all, count);
  }

  function tell(all, count) {
    var told = "显示 " + count + " 处，共 " + rows.length + " 处";
    document.getElementById("shown").textContent = all ? "共 " + rows.length + " 处" : told;
    show(document.getElementById("reset"), !all);
    root.className = root.className.replace(/ filtered/g, "") + (all ? "" : " filtered");
    document.getElementById("note").textContent = "只列出筛选出的问题：" + told + "。";
  }

  function reset() {
    list(filters, "input[type=checkbox]").forEach(function (box) { box.checked = true; });
    document.getElementById("sheet").value = "";
    document.getElementById("search").value = "";
    apply();
  }

  /* the page of a rule, opened under the finding */

  function closePages() {
    list(document, "tr.rule-row").forEach(function (row) { row.parentNode.removeChild(row); });
  }

  function togglePage(event) {
    var page = document.getElementById(this.getAttribute("href").slice(1));
    var row = this.parentNode.parentNode;
    if (!page) { return; }
    event.preventDefault();
    var next = row.nextSibling;
    var open = next && next.className === "rule-row";
    closePages();
    if (!open) { row.parentNode.insertBefore(pageRow(page, row.cells.length), row.nextSibling); }
  }

  function pageRow(page, columns) {
    var row = document.createElement("tr"), cell = document.createElement("td"), copy = page.cloneNode(true);
    copy.removeAttribute("id");
    cell.colSpan = columns;
    cell.appendChild(copy);
    row.className = "rule-row";
    row.appendChild(cell);
    return row;
  }

  /* the address of a cell, for the name box of Excel and WPS */

  function copyAddress() {
    var element = this, field = document.createElement("textarea"), done = false;
    field.value = element.getAttribute("data-address");
    field.style.position = "fixed";
    document.body.appendChild(field);
    field.select();
    try { done = document.execCommand("copy"); } catch (refused) { done = false; }
    document.body.removeChild(field);
    if (!done) { return; }
    element.className = "address copy copied";
    setTimeout(function () { element.className = "address copy"; }, 1500);
  }

  /* a link to a finding that is filtered out shows everything again */

  function reveal() {
    var name = location.hash.slice(1), target;
    try { name = decodeURIComponent(name); } catch (malformed) { return; }
    target = document.getElementById(name);
    if (filters && target && !target.offsetHeight) { reset(); target.scrollIntoView(); }
  }

  root.className += " js";
  list(document, "a.rule-link").forEach(function (one) { on(one, "click", togglePage); });
  list(document, ".address").forEach(function (one) {
    one.className = "address copy";
    one.title = "点击复制，粘贴到 Excel 左上角的名称框，回车即到这一格";
    on(one, "click", copyAddress);
  });
  on(window, "hashchange", reveal);
  if (filters) {
    list(filters, "input[type=checkbox], select").forEach(function (one) { on(one, "change", apply); });
    on(document.getElementById("search"), "input", apply);
    on(document.getElementById("reset"), "click", function (event) { event.preventDefault(); reset(); });
    apply();
  }
}());
