/* cf-report-style.h — the style sheet of the page: the colours of RIBBON section 1, light, dark and on paper */
#pragma once

static const char cf_report_style[] =
  ":root{--bg:#fff;--fg:#241f31;--soft:#5e5c64;--line:#d8d6d3;--accent:#5e5c64;--fill:#f6f5f4;"
  "--good:#1a7340;--good-fill:#ddf4e5;--domain:#1b63b0;--domain-fill:#dfeaf8;--caution:#8a5a00;--caution-fill:#fdf0cf;"
  "--unknown:#535a80;--unknown-fill:#ecedf8;--danger:#a81420}\n"
  "@media (prefers-color-scheme:dark){:root{--bg:#242424;--fg:#f6f5f4;--soft:#b6b3bb;--line:#4a4a4a;--accent:#b6b3bb;--fill:#303030;"
  "--good:#74d69b;--good-fill:#2c3d33;--domain:#8fc0ff;--domain-fill:#2b3745;--caution:#ffc84a;--caution-fill:#443a24;"
  "--unknown:#b9bfe0;--unknown-fill:#34363f;--danger:#b3202c}}\n"
  "*{box-sizing:border-box}\n"
  "body{margin:0 auto;padding:1.5rem;max-width:46rem;background:var(--bg);color:var(--fg);"
  "font:1rem/1.6 system-ui,\"Noto Sans\",\"Noto Sans CJK JP\",\"Hiragino Sans\",\"Yu Gothic UI\",sans-serif;overflow-wrap:anywhere}\n"
  "header{display:flex;gap:.8rem;padding:.8rem 1rem;border-left:6px solid var(--accent);background:var(--fill);"
  "border-radius:4px;print-color-adjust:exact;-webkit-print-color-adjust:exact}\n"
  "header.good{--accent:var(--good);--fill:var(--good-fill)}header.domain{--accent:var(--domain);--fill:var(--domain-fill)}\n"
  "header.caution{--accent:var(--caution);--fill:var(--caution-fill)}header.unknown{--accent:var(--unknown);--fill:var(--unknown-fill)}\n"
  "header.danger{--accent:var(--danger);--fill:var(--danger);color:#fff}\n"
  ".sign{font-size:1.5rem;line-height:1.3;color:var(--accent)}header.danger .sign{color:#fff}\n"
  "h1{margin:0;font-size:1.15rem;line-height:1.4}h2{margin:1.6rem 0 .4rem;padding-bottom:.2rem;border-bottom:1px solid var(--line);font-size:1rem}\n"
  "p{margin:.2rem 0}.pill{display:inline-block;margin-right:.5rem;padding:0 .5rem;border-radius:3px;background:var(--accent);color:var(--bg);font-size:.85em}\n"
  "header.danger .pill{background:#fff;color:#a81420}\n"
  "table{width:100%;border-collapse:collapse}th,td{padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top}\n"
  "th{width:9.5rem;color:var(--soft);font-weight:normal}thead th{width:auto;white-space:nowrap}.reasons td,.reasons thead th{border-bottom:1px solid var(--line)}\n"
  ".code{font-size:1.5rem;font-weight:bold;font-variant-numeric:tabular-nums}.spoken,.note{color:var(--soft)}.nowrap{white-space:nowrap}\n"
  ".mono{font-family:ui-monospace,\"DejaVu Sans Mono\",monospace;font-size:.85em}\n"
  "ul.chain{margin:0;padding:0;list-style:none}\n"
  "@media print{body{max-width:none;padding:0;font-size:10.5pt}h2,tr,header{break-inside:avoid}h2{break-after:avoid}}\n";
