// Only the chart kinds the portal draws. Every chart has a table twin, so this stays optional.
import * as echarts from "echarts/core";
import { BarChart, LineChart, ScatterChart, TreeChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

echarts.use([
  BarChart, LineChart, ScatterChart, TreeChart,
  AriaComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent,
  SVGRenderer,
]);

window.echarts = { init: echarts.init, getInstanceByDom: echarts.getInstanceByDom, version: echarts.version };
