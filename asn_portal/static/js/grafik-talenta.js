// Nine-box scatter from <script type="application/json" id="data-talenta">; the table below it says the same.
(function () {
  "use strict";
  var source = document.getElementById("data-talenta"), place = document.getElementById("grafik-talenta");
  if (!source || !place || !window.echarts) return;
  var data = JSON.parse(source.textContent), dark = matchMedia("(prefers-color-scheme: dark)"), chart;
  var high = data.ambang.tinggi, middle = data.ambang.menengah;
  function number(value) { return String(value).replace(".", ","); }
  function limits(value) { // one threshold for both axes, or one per axis
    return typeof value === "object" ? value : { x: value, y: value };
  }
  var top = limits(high), mid = limits(middle);

  function draw() {
    var css = getComputedStyle(document.documentElement), c = function (name) { return css.getPropertyValue("--" + name).trim(); };
    var calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    var text = { color: c("tinta2"), fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 };
    var axis = function (name) {
      return { name: name, nameLocation: "middle", nameGap: 32, nameTextStyle: text, type: "value", min: 0, max: 100,
        axisLabel: text, axisLine: { show: true, lineStyle: { color: c("garisk") } }, splitLine: { show: false } };
    };
    place.classList.add("siap");
    chart = window.echarts.getInstanceByDom(place) || window.echarts.init(place, null, { renderer: "svg" });
    chart.setOption({
      animation: !calm && data.titik.length < 2000, animationDuration: 150, textStyle: text,
      aria: { enabled: true, label: { description: "Sebaran " + data.titik.length + " pegawai menurut potensi dan kinerja. Tabel di bawahnya memuat jumlah setiap kotak." } },
      grid: { left: 58, right: 18, top: 18, bottom: 52 },
      tooltip: { renderMode: "richText", backgroundColor: c("muka"), borderColor: c("garisk"), textStyle: { color: c("tinta"), fontFamily: text.fontFamily, fontSize: 14 },
        formatter: function (p) { return p.data.nama + "\nKotak " + p.data.kotak + "\nKinerja " + number(p.value[1]) + ", potensi " + number(p.value[0]); } },
      xAxis: axis("Potensi"), yAxis: axis("Kinerja"),
      series: [{
        type: "scatter", symbolSize: data.titik.length > 600 ? 6 : 9, cursor: "pointer", large: false,
        itemStyle: { color: c("laut"), opacity: 0.6, borderColor: c("muka"), borderWidth: 1 },
        emphasis: { itemStyle: { opacity: 1, borderColor: c("tinta") } },
        data: data.titik.map(function (t) { return { value: [t.x, t.y], nama: t.nama, kotak: t.kotak, url: t.url }; }),
        markLine: { silent: true, symbol: "none", animation: false, label: { show: false }, lineStyle: { color: c("garisk"), type: "dashed" },
          data: [{ xAxis: mid.x }, { xAxis: top.x }, { yAxis: mid.y }, { yAxis: top.y }] },
        markArea: { silent: true, itemStyle: { color: c("lautt"), opacity: 0.6 },
          data: [[{ xAxis: top.x, yAxis: top.y }, { xAxis: 100, yAxis: 100 }], [{ xAxis: mid.x, yAxis: top.y }, { xAxis: top.x, yAxis: 100 }], [{ xAxis: top.x, yAxis: mid.y }, { xAxis: 100, yAxis: top.y }]] }
      }]
    }, true);
  }
  draw();
  chart.on("click", function (p) { if (p.data && p.data.url) location.href = p.data.url; });
  dark.addEventListener("change", draw);
  if ("ResizeObserver" in window) new ResizeObserver(function () { chart.resize(); }).observe(place);
})();
