extension Asset {
    /// The coordinator's board and the report: tables of numbers, drawings, paper.
    static let boardStyles = """
        .drawing { display: block; width: 100%; min-width: 44rem; max-width: 64rem; height: auto; }
        .drawing text { font: 600 20px var(--sans); fill: currentColor; }
        .drawing .band { stroke: currentColor; stroke-opacity: 0.13; }
        .drawing .band.dark { stroke-opacity: 0.45; }
        .drawing .stand { fill: currentColor; }
        figure { margin: 0 0 1rem; }
        figcaption { color: var(--soft); max-width: 48rem; }
        td, .number { font-variant-numeric: tabular-nums; }
        .matrix caption { text-align: left; color: var(--soft); padding-bottom: 0.4rem; }
        .matrix th[scope="row"] { position: sticky; left: 0; background: var(--paper); }
        .matrix td { text-align: right; padding: 0.3rem 0.6rem; }
        .matrix thead th { font-size: 0.9rem; vertical-align: bottom; min-width: 4.2em; }
        .matrix.wide thead th:not(:first-child) { min-width: 0; }
        .matrix.wide thead th:not(:first-child) bdi { writing-mode: vertical-rl; }
        .matrix.wide td { padding: 0.3rem; }
        .matrix .own { background: var(--rest-tint); }
        .matrix .sum { font-weight: 700; }
        .contests { grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); }
        .contests .lines > li { display: block; }
        .contests .lines > li > strong { margin-right: 0.6em; }
        .words { font-size: 1.2rem; word-spacing: 0.4em; }

        @media print {
            .drawing { min-width: 0; max-width: 100%; }
            .matrix th[scope="row"] { position: static; background: none; }
            .matrix.wide table, .matrix.wide thead th { font-size: 7.5pt; }
            .matrix.wide th, .matrix.wide td { padding: 0.1rem 0.14rem; }
            .matrix.wide caption { font-size: 10pt; }
            figure, .contests .card { break-inside: avoid; }
        }

        """
}
