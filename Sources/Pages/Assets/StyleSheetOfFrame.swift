extension Asset {
    /// What stands around every page of desk and phone, and the pieces that pages are made of.
    static let frameStyles = """
        /* At the desk more fits on a screen; on a phone a thumb and sixty years decide. */
        html:has(body.desk) { font-size: 109.375%; }
        body.desk { max-width: 82rem; }

        .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; }
        body:is(.desk, .phone) > header { padding: 0.6rem 0; }
        .brand {
            display: flex; align-items: center; gap: 0.6rem; min-height: var(--touch);
            font: 700 1.2rem/1.3 var(--serif); color: var(--ink); text-decoration: none;
        }
        .brand img { width: 2.1rem; height: 2.1rem; flex: none; }
        .tools { display: flex; gap: 0.3rem; margin-left: auto; }
        .places ul { display: flex; flex-wrap: wrap; gap: 0.25rem; }
        .places a {
            min-height: var(--touch); padding: 0 0.8rem; gap: 0.45rem; border-color: transparent;
            color: var(--ink);
        }
        .places a:hover { background: var(--rest-tint); }
        .places a[aria-current] {
            background: var(--brand); color: var(--on-brand); font-weight: 700;
        }
        .icon { width: 1.35em; height: 1.35em; flex: none; }

        .pulse p { display: flex; flex-wrap: wrap; gap: 0.3rem 0.5rem; margin: 0.5rem 0 0; }
        .badge {
            display: inline-block; border-radius: 0.4rem; padding: 0 0.55rem;
            background: var(--rest-tint); color: var(--rest);
        }
        .badge.late { background: var(--alarm-tint); color: var(--alarm); font-weight: 700; }
        .badge.wait { background: var(--wait-tint); color: var(--wait); font-weight: 700; }
        .badge.good { background: var(--good-tint); color: var(--good); font-weight: 700; }

        body:is(.desk, .phone) > main { display: block; padding-top: 0.6rem; }
        body:is(.desk, .phone) h1 { font-size: 1.75rem; margin-bottom: 0.8rem; }
        main > section, main > form, main > .panel, main > .two { margin-bottom: 1.6rem; }
        .said {
            padding: 0.6rem 1rem; border-radius: var(--round); background: var(--good-tint);
            color: var(--good); font-weight: 700;
        }
        .said::before { content: "✓ "; }
        .said.none, main > .line:empty { display: none; }

        .stack { display: grid; gap: var(--gap); }
        .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.8rem; }
        .row > p { margin: 0; }
        .cards {
            display: grid; gap: var(--gap);
            grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
        }
        .card {
            border: 0.06rem solid var(--line); border-radius: var(--round);
            background: var(--card); padding: 1rem; min-width: 0;
        }
        .card.late { border-left: 0.4rem solid var(--alarm); }
        .card.wait { border-left: 0.4rem solid var(--wait); }
        .card.good { border-left: 0.4rem solid var(--good); }
        .card > :last-child, .panel > :last-child { margin-bottom: 0; }
        .two { display: grid; gap: 1.5rem; }
        .two > * { min-width: 0; }

        .facts { display: grid; gap: 0.25rem 1rem; margin: 0 0 0.8rem; }
        .facts > div { display: flex; gap: 0.8rem; }
        .facts dt { min-width: 5em; }

        .lines { display: grid; }
        .lines > li {
            display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 0.9rem;
            padding: 0.55rem 0; border-bottom: 0.06rem solid var(--line);
        }
        .lines > li > :first-child { flex: 1 1 14rem; min-width: 0; }
        .lines p { margin: 0; }
        .soft, .moment { color: var(--soft); }

        .scroll { overflow-x: auto; margin-bottom: 1rem; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: var(--soft); padding-bottom: 0.3rem; }
        th, td {
            text-align: left; vertical-align: top; padding: 0.5rem 0.8rem 0.5rem 0;
            border-bottom: 0.06rem solid var(--line);
        }
        thead th { color: var(--soft); font-weight: 400; white-space: nowrap; }
        tbody th { font-weight: 700; }

        details > summary { cursor: pointer; min-height: var(--touch); align-content: center; }
        .plain { white-space: pre-wrap; font-family: inherit; margin: 0; }
        .large { font-size: 1.6rem; font-weight: 700; letter-spacing: 0.06em; }
        .more { text-align: center; margin-top: 1rem; }
        .qr { width: min(100%, 16rem); height: auto; background: #fff; padding: 0.8rem; }
        .qr path { fill: #000; }

        /* The thumb: the places stand at the foot of the screen. */
        @media (max-width: 55.99rem) {
            body.phone { padding-bottom: 6rem; }
            body.phone .places {
                position: fixed; inset: auto 0 0 0; z-index: 2; padding: 0.25rem 0.4rem
                    max(0.25rem, env(safe-area-inset-bottom));
                background: var(--card); border-top: 0.06rem solid var(--line);
            }
            body.phone .places ul { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; }
            body.phone .places a {
                display: grid; justify-items: center; gap: 0.1rem; padding: 0.3rem 0;
                border-radius: 0.7rem; font-size: 0.84rem; line-height: 1.2;
            }
            body.phone .places .icon { width: 1.6rem; height: 1.6rem; }
        }

        @media (min-width: 56rem) {
            body:is(.desk, .phone) > header { padding: 0.9rem 0 0.6rem; }
            .two { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); align-items: start; }
            .facts.wide { grid-template-columns: repeat(2, minmax(0, 1fr)); }
        }

        @media print {
            body:is(.desk, .phone) > header, .tools, .pulse, .said, form, .button, footer {
                display: none !important;
            }
            .card, .panel { border: 0.06rem solid #999; break-inside: avoid; }
            tr { break-inside: avoid; }
            a { color: #000; text-decoration: none; }
        }

        """
}
