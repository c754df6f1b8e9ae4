// Builds ../vendor/echarts.min.js. Run in this folder: npm ci && npm run build, then remove node_modules.
import { readFile } from "node:fs/promises";
import { build } from "esbuild";

// The portal's CSP refuses style attributes set as text. The SVG painter writes fonts that way, so
// the same values go into presentation attributes, which the CSP does not touch.
const FONT = `(function(){var f=FONT_TEXT.match(/^(?:(italic|oblique|normal)\\s+)?(?:(\\d{3}|bold|bolder|lighter|normal)\\s+)?([\\d.]+px)\\S*\\s+(.+)$/);`
  + `if(f){attrs["font-size"]=f[3];attrs["font-family"]=f[4];f[1]&&(attrs["font-style"]=f[1]);f[2]&&(attrs["font-weight"]=f[2]);}})();`;
const REPLACEMENTS = {
  "graphic.js": [
    ["attrs.style = separatedFontStr;", `attrs["font-size"]=fontSize;attrs["font-family"]=fontFamily;fontStyle&&(attrs["font-style"]=fontStyle);fontWeight&&(attrs["font-weight"]=fontWeight);`],
    [`attrs.style = "font: " + font;`, FONT.replace("FONT_TEXT", "font")],
  ],
  "Painter.js": [["vnode.attrs.style = 'position:absolute;left:0;top:0;user-select:none';", ""]],
};

const fontsAsAttributes = {
  name: "fonts-as-attributes",
  setup(builder) {
    builder.onLoad({ filter: /zrender[\\/]lib[\\/]svg[\\/](graphic|Painter)\.js$/ }, async ({ path }) => {
      let contents = await readFile(path, "utf8");
      for (const [before, after] of REPLACEMENTS[path.split(/[\\/]/).pop()]) {
        if (!contents.includes(before)) throw new Error(`${path} changed: "${before}" is gone`);
        contents = contents.replace(before, after);
      }
      return { contents, loader: "js" };
    });
  },
};

await build({
  entryPoints: ["grafik.mjs"],
  outfile: "../vendor/echarts.min.js",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"],
  legalComments: "none",
  banner: { js: "/* Apache ECharts 6.0.0 (Apache-2.0), custom build, see ../src and LICENSE-echarts.txt */" },
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: [fontsAsAttributes],
});
